import Domain
import Testing

@testable import Wire

@Suite("Writing JSON")
struct JSONWriterTests {
    /// `json.dumps(text, ensure_ascii=False)` of CPython 3.11.7.
    static let texts: [(text: String, written: String)] = [
        ("", "\"\""),
        ("plain", "\"plain\""),
        ("Привет 👋", "\"Привет 👋\""),
        ("\"quoted\"", #""\"quoted\"""#),
        ("back\\slash/", #""back\\slash/""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#),
        ("\0\u{1}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u001f\u{7F}\""),
        ("\u{2028}\u{FEFF}", "\"\u{2028}\u{FEFF}\""),
        ("1234567\"", #""1234567\"""#),
        ("12345678\"", #""12345678\"""#),
        ("</script>", "\"</script>\""),
    ]

    @Test("texts are escaped as far as JSON needs and no further", arguments: texts)
    func strings(text: String, written expected: String) {
        #expect(written(.string(text)) == expected)
    }

    @Test("a special character is found at every place of a word")
    func everyPlace() throws {
        for length in 1...20 {
            for place in 0..<length {
                for special in ["\"", "\\", "\n", "\u{1F}"] {
                    var characters = Array(repeating: "é", count: length)
                    characters[place] = special
                    let text = characters.joined()
                    #expect(try json(written(.string(text))) == .string(text))
                }
            }
        }
    }

    @Test("bytes next to the special ones stay as they are")
    func neighbours() {
        #expect(written(.string("!#[] ~\u{7F}\u{80}\u{A0}")) == "\"!#[] ~\u{7F}\u{80}\u{A0}\"")
    }

    @Test(
        "integers",
        arguments: [0, 7, 9, 10, 99, 100, 12_345, -1, -9, -10, -100, Int64.max, Int64.min, 1_000_000_000_000]
    )
    func integers(number: Int64) {
        #expect(written(.integer(number)) == String(number))
    }

    @Test("what JSON has no word for is null")
    func specialNumbers() {
        #expect(written(.array([.number(.nan), .number(.infinity), .number(-.infinity)])) == "[null,null,null]")
        #expect(written(.number(1.5)) == "1.5")
        #expect(written(.bigInteger("9223372036854775808")) == "9223372036854775808")
    }

    @Test("members and elements are separated, and only they")
    func punctuation() {
        let value: JSONValue = .object([
            "a": .array([]), "b": .object([:]), "c": .array([.null, .bool(true), .bool(false)]),
            "d\"": .object(["{": .string("{")]),
        ])
        #expect(written(value) == #"{"a":[],"b":{},"c":[null,true,false],"d\"":{"{":"{"}}"#)
    }

    @Test("the first member has no comma, also after a text that ends with a brace")
    func keys() {
        let bytes = written(capacity: 0) { writer in
            writer.object { writer in
                writer.field(.name, "{")
                writer.field(.email, nil)
                writer.field(.id, -5)
                writer.field(.type, word: "x")
                writer.key(.items)
                writer.object { _ in }
                writer.field(.status, "ok")
            }
        }
        #expect(text(bytes) == #"{"name":"{","email":null,"id":-5,"type":"x","items":{},"status":"ok"}"#)
    }

    @Test("a body outgrows the room that was reserved for it", arguments: [0, 1, 63, 64, 65, 10_000])
    func growth(capacity: Int) {
        let bytes = written(capacity: capacity) { writer in
            writer.array(0..<500) { writer, number in
                writer.object { $0.field(.id, number) }
            }
        }
        let expected = (0..<500).map { "{\"id\":\($0)}" }.joined(separator: ",")
        #expect(text(bytes) == "[\(expected)]")
    }

    @Test("a longer text than the reserved room is written whole")
    func longText() {
        let long = String(repeating: "я\n", count: 5000)
        #expect(text(written(capacity: 8) { $0.string(long) }).utf8.count == 20_002)
    }
}

@Suite("Writing moments")
struct TimestampWritingTests {
    /// `datetime(1970, 1, 1) + timedelta(microseconds=…)` of CPython 3.11.7, by `.isoformat()`.
    static let moments: [(microseconds: Int64, text: String)] = [
        (0, "1970-01-01T00:00:00"),
        (1, "1970-01-01T00:00:00.000001"),
        (-1, "1969-12-31T23:59:59.999999"),
        (1_795_404_371_705_044, "2026-11-23T03:26:11.705044"),
        (1_795_404_371_000_000, "2026-11-23T03:26:11"),
        (1_795_404_371_000_100, "2026-11-23T03:26:11.000100"),
        (951_782_400_000_000, "2000-02-29T00:00:00"),
        (951_868_799_999_999, "2000-02-29T23:59:59.999999"),
        (1_709_164_800_500_000, "2024-02-29T00:00:00.500000"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00"),
        (-62_135_596_800_000_000, "0001-01-01T00:00:00"),
        (253_402_300_799_999_999, "9999-12-31T23:59:59.999999"),
    ]

    @Test("REST shows UTC without saying so", arguments: moments)
    func naive(microseconds: Int64, text expected: String) {
        let bytes = written(capacity: 64) { writer in
            writer.object { $0.field(.createdAt, naive: Timestamp(microseconds: microseconds)) }
        }
        #expect(text(bytes) == "{\"created_at\":\"\(expected)\"}")
    }

    @Test("frames say that it is UTC", arguments: moments)
    func aware(microseconds: Int64, text expected: String) {
        let bytes = written(capacity: 64) { writer in
            writer.object { $0.field(.timestamp, aware: Timestamp(microseconds: microseconds)) }
        }
        #expect(text(bytes) == "{\"timestamp\":\"\(expected)+00:00\"}")
    }

    @Test("a moment that no calendar of four digits has is moved into one", arguments: [Int64.min, Int64.max])
    func farAway(microseconds: Int64) {
        let bytes = written(capacity: 64) { writer in
            writer.object { $0.field(.createdAt, naive: Timestamp(microseconds: microseconds)) }
        }
        #expect(text(bytes).utf8.count <= 43)
    }

    @Test("every day of 400 years follows the one before")
    func calendar() {
        var expected: [Int64] = [1969, 12, 31]
        let firstWrong = (Int64(0)..<146_097).first { days in
            expected = following(expected)
            let date = CivilDate(daysSinceEpoch: days)
            return [date.year, date.month, date.day] != expected
        }
        #expect(firstWrong == nil)
        #expect(expected == [2369, 12, 31])
    }

    /// The day after the one given as year, month and day, by the rules of the calendar alone.
    private func following(_ date: [Int64]) -> [Int64] {
        let (year, month, day) = (date[0], date[1], date[2])
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day < lengths[Int(month) - 1] { return [year, month, day + 1] }
        return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1]
    }
}
