import CLibPQ

/// One row of a result, read straight from libpq's memory.
///
/// It is borrowed and cannot be copied, so it never outlives the closure it is given to.
struct PostgresRow: ~Copyable {
    private let result: OpaquePointer
    private let index: Int32

    init(_ result: OpaquePointer, _ index: Int32) {
        self.result = result
        self.index = index
    }

    func isNull(_ column: Int32) -> Bool {
        PQgetisnull(result, index, column) != 0
    }

    func optionalInt64(_ column: Int32) throws(PostgresError) -> Int64? {
        guard let bytes = bytes(of: column) else { return nil }
        switch PQftype(result, column) {
        case PostgresType.int8: return try bytes.integer(Int64.self)
        case PostgresType.int4: return Int64(try bytes.integer(Int32.self))
        case PostgresType.int2: return Int64(try bytes.integer(Int16.self))
        default: throw unexpected(column, wanted: "an integer")
        }
    }

    func optionalBool(_ column: Int32) throws(PostgresError) -> Bool? {
        guard let bytes = bytes(of: column) else { return nil }
        guard PQftype(result, column) == PostgresType.bool else { throw unexpected(column, wanted: "a boolean") }
        return try bytes.integer(UInt8.self) != 0
    }

    /// Reads text, varchar, char(n), name, or the label of an enum.
    func optionalText(_ column: Int32) throws(PostgresError) -> String? {
        guard let bytes = bytes(of: column) else { return nil }
        switch PQftype(result, column) {
        case PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name: break
        // An enum's type has a number of its own, above those of the catalogue.
        case 16_384...: break
        default: throw unexpected(column, wanted: "a text")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func optionalBytes(_ column: Int32) throws(PostgresError) -> [UInt8]? {
        guard let bytes = bytes(of: column) else { return nil }
        guard PQftype(result, column) == PostgresType.bytea else { throw unexpected(column, wanted: "a bytea") }
        return [UInt8](bytes)
    }

    func optionalDouble(_ column: Int32) throws(PostgresError) -> Double? {
        guard let bytes = bytes(of: column) else { return nil }
        switch PQftype(result, column) {
        case PostgresType.float8: return Double(bitPattern: try bytes.integer(UInt64.self))
        case PostgresType.float4: return Double(Float(bitPattern: try bytes.integer(UInt32.self)))
        default: throw unexpected(column, wanted: "a floating-point number")
        }
    }

    /// Reads a timestamp, with time zone or taken as UTC without one, in microseconds since 1970.
    func optionalTimestamp(_ column: Int32) throws(PostgresError) -> Int64? {
        guard let bytes = bytes(of: column) else { return nil }
        switch PQftype(result, column) {
        case PostgresType.timestamptz, PostgresType.timestamp: break
        default: throw unexpected(column, wanted: "a timestamp")
        }
        let (time, isInfinite) = try bytes.integer(Int64.self).addingReportingOverflow(PostgresType.epoch)
        if isInfinite { throw unexpected(column, wanted: "a finite timestamp") }
        return time
    }

    func bytes(of column: Int32) -> UnsafeRawBufferPointer? {
        precondition(column >= 0 && column < PQnfields(result), "the result has no column \(column)")
        if PQgetisnull(result, index, column) != 0 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, index, column),
            count: Int(PQgetlength(result, index, column))
        )
    }

    func type(of column: Int32) -> UInt32 {
        PQftype(result, column)
    }

    func unexpected(_ column: Int32, wanted: String) -> PostgresError {
        let name = PQfname(result, column).map { String(cString: $0) } ?? "\(column)"
        return .unexpectedResult("column \(name) (type \(PQftype(result, column))) is not \(wanted)")
    }
}

extension PostgresRow {
    func int64(_ column: Int32) throws(PostgresError) -> Int64 {
        guard let value = try optionalInt64(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }

    func bool(_ column: Int32) throws(PostgresError) -> Bool {
        guard let value = try optionalBool(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }

    func text(_ column: Int32) throws(PostgresError) -> String {
        guard let value = try optionalText(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }

    func bytes(_ column: Int32) throws(PostgresError) -> [UInt8] {
        guard let value = try optionalBytes(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }

    func double(_ column: Int32) throws(PostgresError) -> Double {
        guard let value = try optionalDouble(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }

    func timestamp(_ column: Int32) throws(PostgresError) -> Int64 {
        guard let value = try optionalTimestamp(column) else { throw unexpected(column, wanted: "NOT NULL") }
        return value
    }
}

extension UnsafeRawBufferPointer {
    /// The big-endian number these bytes are.
    func integer<Number: FixedWidthInteger>(_: Number.Type) throws(PostgresError) -> Number {
        guard count == MemoryLayout<Number>.size else { throw .unexpectedResult("a number of \(count) bytes") }
        return Number(bigEndian: loadUnaligned(as: Number.self))
    }
}
