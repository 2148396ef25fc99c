/// A whole number that a client sent in one of the many forms that the original server takes.
enum WholeNumber: Hashable {
    /// A number of 64 bits.
    case exact(Int64)
    /// A number below all of those.
    case tooSmall
    /// A number above all of those.
    case tooLarge

    /// The longest text that is read as a number.
    static let digitLimit = 4300

    /// Reads a parameter: `5`, `+5`, `-5`, `05`, `1_0`, `5.0`, with spaces around it or not.
    init(parsing text: String) throws(ValueProblem) {
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let scalars = text.unicodeScalars
        guard scalars.count <= Self.digitLimit else { throw .hugeInteger }
        let start = scalars.firstIndex { !isSpace($0) } ?? scalars.endIndex
        let end = scalars.lastIndex { !isSpace($0) }.map { scalars.index(after: $0) } ?? start
        var rest = scalars[start..<end]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        if let point = rest.firstIndex(of: ".") {
            let fraction = rest[point...].dropFirst()
            guard !fraction.isEmpty, fraction.allSatisfy({ $0 == "0" }) else { throw .unreadableInteger }
            rest = rest[..<point]
        }
        self = try Self.reading(rest, isNegative: isNegative)
    }

    /// Reads an element of a JSON list: a whole number, `15.0`, `true`, or a text of a number.
    init(_ value: JSONValue) throws(ValueProblem) {
        switch value {
        case .integer(let integer): self = .exact(integer)
        case .bigInteger(let digits): self = digits.hasPrefix("-") ? .tooSmall : .tooLarge
        case .bool(let bool): self = .exact(bool ? 1 : 0)
        case .string(let text): try self.init(parsing: text)
        case .malformedString: throw .malformedString
        case .number(let number):
            guard number.isFinite else { throw .infiniteNumber }
            guard number.magnitude < 0x1p63 else { throw .hugeInteger }
            let integer = Int64(number)
            guard Double(integer) == number else { throw .fractionalInteger }
            self = .exact(integer)
        case .null, .array, .object: throw .notAnInteger
        }
    }

    /// The number itself, or 0 — which no store gives out as an id — for one beyond 64 bits.
    var idValue: Int64 {
        switch self {
        case .exact(let number): number
        case .tooSmall, .tooLarge: 0
        }
    }

    /// The number when it lies in `limits`.
    func within(_ limits: ClosedRange<Int64>) throws(ValueProblem) -> Int64 {
        switch self {
        case .exact(let number) where number > limits.upperBound: throw .greater(than: limits.upperBound)
        case .exact(let number) where number < limits.lowerBound: throw .less(than: limits.lowerBound)
        case .exact(let number): return number
        case .tooSmall: throw .less(than: limits.lowerBound)
        case .tooLarge: throw .greater(than: limits.upperBound)
        }
    }

    /// Digits with single underscores between them.
    private static func reading(
        _ digits: String.UnicodeScalarView.SubSequence,
        isNegative: Bool
    ) throws(ValueProblem) -> Self {
        var value: Int64? = 0
        var isAfterDigit = false
        for scalar in digits {
            if scalar == "_" && isAfterDigit {
                isAfterDigit = false
                continue
            }
            guard ("0"..."9").contains(scalar) else { throw .unreadableInteger }
            isAfterDigit = true
            value = value.flatMap { appending(scalar, to: $0, isNegative: isNegative) }
        }
        guard isAfterDigit else { throw .unreadableInteger }
        return value.map { .exact($0) } ?? (isNegative ? .tooSmall : .tooLarge)
    }

    private static func appending(_ digit: Unicode.Scalar, to number: Int64, isNegative: Bool) -> Int64? {
        let value = Int64(digit.value) - 0x30
        let (tenfold, isTooBig) = number.multipliedReportingOverflow(by: 10)
        let (next, isOut) = tenfold.addingReportingOverflow(isNegative ? -value : value)
        return isTooBig || isOut ? nil : next
    }
}
