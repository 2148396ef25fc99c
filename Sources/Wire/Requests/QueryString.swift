/// The query of a request's target, as HTML forms write it (WHATWG URL, application/x-www-form-urlencoded).
public enum QueryString {
    /// The parameters in their order, decoded.
    ///
    /// Bytes that are no UTF-8 become U+FFFD.
    public static func parameters(of query: some StringProtocol) -> [(name: String, value: String)] {
        query.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(parts[0], plusIsSpace: true), parts.count == 2 ? decoded(parts[1], plusIsSpace: true) : "")
        }
    }

    /// A percent-encoded text as it was meant (RFC 3986, 2.1); a percent sign without two digits stands for itself.
    public static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "%"), let value = hexByte(bytes[(place + 1)...].prefix(2)) {
                result.append(value)
                place += 3
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                place += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, let high = hexDigit(digits[digits.startIndex]),
            let low = hexDigit(digits[digits.startIndex + 1])
        else { return nil }
        return high << 4 | low
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
