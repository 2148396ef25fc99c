/// A way to write whole amounts with a unit behind them: `256 KiB`, `10s`.
struct Quantity: Sendable {
    /// A unit and how many of the smallest one it is worth.
    struct Unit: Sendable {
        let name: String
        let worth: Int64

        init(_ name: String, _ worth: Int64) {
            self.name = name
            self.worth = worth
        }
    }

    /// The units, the greatest first; `format` never uses those of `synonyms`.
    let units: [Unit]
    let synonyms: [Unit]
    /// What stands between the number and the unit.
    let separator: String

    static let bytes = Quantity(
        units: [Unit("GiB", 1 << 30), Unit("MiB", 1 << 20), Unit("KiB", 1 << 10), Unit("bytes", 1)],
        synonyms: [Unit("b", 1), Unit("byte", 1)],
        separator: " "
    )

    /// Spans of time, counted in milliseconds.
    static let time = Quantity(
        units: [Unit("d", 86_400_000), Unit("h", 3_600_000), Unit("min", 60_000), Unit("s", 1000), Unit("ms", 1)],
        synonyms: [Unit("m", 60_000)],
        separator: ""
    )

    /// The amount that `text` says, in the smallest unit; nil when it is not one, or too great to count.
    func parse(_ text: String, bareUnit: Int64) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits) else { return nil }
        let name = text[digits.endIndex...].drop { $0 == " " }.lowercased()
        let unit = name.isEmpty ? bareUnit : (units + synonyms).first { $0.name.lowercased() == name }?.worth
        guard let unit else { return nil }
        let (amount, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow ? nil : amount
    }

    /// The amount in the greatest unit that divides it.
    func format(_ amount: Int64) -> String {
        let unit = amount == 0 ? nil : units.first { amount % $0.worth == 0 }
        guard let unit = unit ?? units.last else { return String(amount) }
        return "\(amount / unit.worth)\(separator)\(unit.name)"
    }
}

extension Duration {
    /// The span in milliseconds, cut to whole ones.
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
