import Logging

extension OptionKind<Int> {
    /// A whole number within limits.
    static func integer(_ range: ClosedRange<Int>, _ note: String = "") -> Self {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)\(note)"
        return Self(
            allowed: allowed,
            parse: { (text: String) throws(Refusal) -> Int in
                guard let number = Int(text), range.contains(number) else { throw Refusal(allowed) }
                return number
            },
            format: { String($0) }
        )
    }

    /// A number of bytes within limits.
    static func bytes(_ range: ClosedRange<Int>) -> Self {
        let quantity = Quantity.bytes
        let limits = "\(quantity.format(Int64(range.lowerBound))) to \(quantity.format(Int64(range.upperBound)))"
        let allowed = "a size from \(limits) (bytes, KiB, MiB or GiB; without a unit: bytes)"
        return Self(
            allowed: allowed,
            parse: { (text: String) throws(Refusal) -> Int in
                guard let amount = quantity.parse(text, bareUnit: 1), let size = Int(exactly: amount),
                    range.contains(size)
                else { throw Refusal(allowed) }
                return size
            },
            format: { quantity.format(Int64($0)) }
        )
    }
}

extension OptionKind<Duration> {
    /// What a number without a unit counts.
    enum BareUnit: Int64 {
        case seconds = 1000
        case minutes = 60_000
    }

    /// A span of time within limits, in whole milliseconds.
    static func duration(_ range: ClosedRange<Duration>, bare: BareUnit = .seconds) -> Self {
        let quantity = Quantity.time
        let (least, most) = (range.lowerBound.wholeMilliseconds, range.upperBound.wholeMilliseconds)
        let limits = "\(quantity.format(least)) to \(quantity.format(most))"
        let allowed = "a time from \(limits) (ms, s, min, h or d; without a unit: \(bare))"
        return Self(
            allowed: allowed,
            parse: { (text: String) throws(Refusal) -> Duration in
                guard let amount = quantity.parse(text, bareUnit: bare.rawValue), (least...most).contains(amount)
                else { throw Refusal(allowed) }
                return .milliseconds(amount)
            },
            format: { quantity.format($0.wholeMilliseconds) }
        )
    }
}

extension OptionKind<Bool> {
    /// Yes or no.
    static var flag: Self {
        Self(
            allowed: "true or false",
            parse: { (text: String) throws(Refusal) -> Bool in
                switch text.lowercased() {
                case "true", "yes", "on", "1": true
                case "false", "no", "off", "0": false
                default: throw Refusal("true or false")
                }
            },
            format: { String($0) }
        )
    }
}

extension OptionKind where Value: CaseIterable & RawRepresentable<String> {
    /// One of a type's cases.
    static var choice: Self {
        let allowed = "one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Self(
            allowed: allowed,
            parse: { (text: String) throws(Refusal) -> Value in
                guard let value = Value(rawValue: text.lowercased()) else { throw Refusal(allowed) }
                return value
            },
            format: { $0.rawValue }
        )
    }
}
