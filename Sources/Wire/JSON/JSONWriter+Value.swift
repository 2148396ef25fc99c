extension JSONWriter {
    /// Writes any value.
    ///
    /// What JSON has no word for (`NaN` and the infinities) becomes null.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): self.integer(integer)
        case .bigInteger(let digits): ascii(digits)
        case .number(let number) where number.isFinite: ascii(number.description)
        case .number: raw("null")
        case .string(let text), .malformedString(let text): string(text)
        case .array(let values): array(values) { $0.value($1) }
        case .object(let object): self.object(object)
        }
    }

    /// Writes digits and the like as they are.
    private mutating func ascii(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    private mutating func object(_ object: JSONObject) {
        append(UInt8(ascii: "{"))
        for (place, member) in object.members.enumerated() {
            if place > 0 { append(UInt8(ascii: ",")) }
            string(member.name)
            append(UInt8(ascii: ":"))
            value(member.value)
        }
        append(UInt8(ascii: "}"))
    }
}
