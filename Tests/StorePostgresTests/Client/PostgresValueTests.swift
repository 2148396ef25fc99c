import Testing

@testable import StorePostgres

@Suite("Values on their way to PostgreSQL and back")
struct PostgresValueTests {
    private func echo<Value: Sendable>(
        _ type: String,
        _ value: PostgresValue,
        _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
    ) async throws -> Value {
        try await PostgresFixture.onePool { pool async throws in
            let statement = PostgresStatement("SELECT $1::\(type)")
            return try #require(try await pool.row(statement, [value], decode))
        }
    }

    @Test("integers", arguments: [0, 1, -1, Int64.max, Int64.min, 4_294_967_296, nil])
    func integers(_ number: Int64?) async throws {
        #expect(try await echo("int8", .int8(number)) { row in try row.optionalInt64(0) } == number)
    }

    @Test("narrow integers are read as wide ones", arguments: ["int2", "int4"])
    func narrow(_ type: String) async throws {
        #expect(try await echo(type, .int8(-32_768)) { row in try row.int64(0) } == -32_768)
    }

    @Test("booleans", arguments: [true, false, nil])
    func booleans(_ flag: Bool?) async throws {
        #expect(try await echo("bool", .bool(flag)) { row in try row.optionalBool(0) } == flag)
    }

    @Test(
        "texts",
        arguments: ["", "a", "Привет", "👩‍👩‍👧 𝄞", "it's \"quoted\" \\ $1", String(repeating: "ж", count: 70_000), nil]
    )
    func texts(_ text: String?) async throws {
        #expect(try await echo("text", .text(text)) { row in try row.optionalText(0) } == text)
    }

    @Test("texts of other types", arguments: ["varchar", "char(3)", "name"])
    func otherTexts(_ type: String) async throws {
        #expect(try await echo(type, .text("abc")) { row in try row.text(0) } == "abc")
    }

    @Test("the label of an enum")
    func label() async throws {
        try await PostgresFixture.onePool("CREATE TYPE kind AS ENUM ('private', 'group')") { pool async throws in
            let statement = PostgresStatement("SELECT $1::text::kind")
            let kind = try await pool.row(statement, [.text("group")]) { row in try row.text(0) }
            #expect(kind == "group")
        }
    }

    @Test("bytes", arguments: [[], [0], [0xFF, 0, 0x27, 0x5C], nil] as [[UInt8]?])
    func bytes(_ bytes: [UInt8]?) async throws {
        #expect(try await echo("bytea", .bytes(bytes)) { row in try row.optionalBytes(0) } == bytes)
    }

    @Test("floating-point numbers", arguments: [0, -1.5, .infinity, .leastNonzeroMagnitude, nil] as [Double?])
    func doubles(_ number: Double?) async throws {
        #expect(try await echo("float8", .double(number)) { row in try row.optionalDouble(0) } == number)
        #expect(try await echo("float4", .double(0.5)) { row in try row.double(0) } == 0.5)
    }

    @Test("timestamps", arguments: [0, 1_700_000_000_123_456, -1, nil] as [Int64?])
    func timestamps(_ time: Int64?) async throws {
        #expect(try await echo("timestamptz", .timestamp(time)) { row in try row.optionalTimestamp(0) } == time)
    }

    @Test("a timestamp counts microseconds since 1970")
    func epoch() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let statement = PostgresStatement("SELECT '1970-01-02 00:00:00.000001'::timestamp, 'infinity'::timestamp")
            #expect(try await pool.row(statement) { row in try row.timestamp(0) } == 86_400_000_001)
            await #expect(throws: PostgresError.self) { try await pool.row(statement) { row in try row.timestamp(1) } }
        }
    }

    @Test("arrays of integers", arguments: [[], [1], [Int64.min, 0, Int64.max]] as [[Int64]])
    func integerArrays(_ numbers: [Int64]) async throws {
        #expect(try await echo("int8[]", .int8Array(numbers)) { row in try row.int64Array(0) } == numbers)
        #expect(try await echo("int4[]", .int8Array([7])) { row in try row.int64Array(0) } == [7])
    }

    @Test("arrays of integers with NULLs", arguments: [[], [nil], [1, nil, 3]] as [[Int64?]])
    func optionalIntegerArrays(_ numbers: [Int64?]) async throws {
        let echoed = try await echo("int8[]", .optionalInt8Array(numbers)) { row in try row.optionalInt64Array(0) }
        #expect(echoed == numbers)
    }

    @Test("arrays of texts", arguments: [[], [""], ["a", "{\"b\", NULL}", "😀"]])
    func textArrays(_ texts: [String]) async throws {
        #expect(try await echo("text[]", .textArray(texts)) { row in try row.textArray(0) } == texts)
        #expect(try await echo("varchar[]", .textArray(texts)) { row in try row.textArray(0) } == texts)
    }

    @Test("arrays of texts with NULLs", arguments: [[nil, ""], ["a", nil]] as [[String?]])
    func optionalTextArrays(_ texts: [String?]) async throws {
        let echoed = try await echo("text[]", .optionalTextArray(texts)) { row in try row.optionalTextArray(0) }
        #expect(echoed == texts)
    }

    @Test("an array of booleans, taken apart in order")
    func booleanArrays() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let statement = PostgresStatement(
                "SELECT b, n FROM unnest($1, $2) WITH ORDINALITY AS t (b, n, o) ORDER BY o"
            )
            let values: [PostgresValue] = [.boolArray([true, false]), .int8Array([5, 6])]
            let rows = try await pool.rows(statement, values) { row in (try row.bool(0), try row.int64(1)) }
            #expect(rows.map(\.0) == [true, false])
            #expect(rows.map(\.1) == [5, 6])
        }
    }

    @Test("NULL where a value must be, and a value of another type, are errors that name the column")
    func unexpected() async throws {
        try await PostgresFixture.onePool { pool async throws in
            let statement = PostgresStatement(
                "SELECT NULL::int8 AS nothing, 'x'::text AS word, '{1,NULL}'::int8[] AS list"
            )
            func fails(_ column: String, _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Void) async {
                let error = await #expect(throws: PostgresError.self) { try await pool.row(statement, [], decode) }
                guard case .unexpectedResult(let reason) = error else { return other(error) }
                #expect(reason.contains("column \(column)"))
            }
            await fails("nothing") { row in _ = try row.int64(0) }
            await fails("word") { row in _ = try row.int64(1) }
            await fails("word") { row in _ = try row.bool(1) }
            await fails("word") { row in _ = try row.bytes(1) }
            await fails("word") { row in _ = try row.textArray(1) }
            await fails("list") { row in _ = try row.int64Array(2) }
            await fails("list") { row in _ = try row.text(2) }
            #expect(try await pool.row(statement) { row in row.isNull(0) && !row.isNull(1) } == true)
        }
    }

    @Test("a text with a NUL is refused as a data exception")
    func nul() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await echo("text", .text("a\0b")) { row in try row.text(0) }
        }
        #expect(error?.condition == .dataException(sqlState: "22021"))
    }
}
