extension JSONWriter {
    /// Writes any value.
    ///
    /// What JSON has no word for (`NaN` and the infinities) becomes null.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let bool): raw(bool ? "true" : "false")
        case .integer(let integer): self.integer(integer)
        case .bigInteger(let digits): bytes.append(contentsOf: digits.utf8)
        case .number(let number) where number.isFinite: bytes.append(contentsOf: number.description.utf8)
        case .number: raw("null")
        case .string(let text), .malformedString(let text): string(text)
        case .array(let values): array(values) { $0.value($1) }
        case .object(let object): self.object(object)
        }
    }

    private mutating func object(_ object: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in object.members.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            string(member.name)
            bytes.append(UInt8(ascii: ":"))
            value(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
