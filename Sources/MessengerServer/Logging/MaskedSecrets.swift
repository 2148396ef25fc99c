/// The URI with the values of `token`, `ticket`, `access_token` and `password` in its query replaced by stars.
///
/// Names are compared the way a server reads them: without regard to case, percent-encoding undone. A fragment is
/// searched as well, although clients do not send one.
public func maskSecrets(inURI uri: String) -> String {
    guard let start = uri.utf8.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) else {
        return uri
    }
    var result = String(uri[..<start])
    var rest = uri[start...]
    while let mark = rest.first {
        let field = rest.dropFirst().prefix { !"?#&;".contains($0) }
        result.append(mark)
        result += maskedField(field)
        rest = rest[field.endIndex...]
    }
    return result
}

/// The URL or connection string of a database without its password; in doubt more is hidden rather than less.
func maskPassword(inDatabaseURL text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return maskedConnectionString(text) }
    var url = text
    let authority = url[scheme.upperBound...]
    if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
        url.replaceSubrange(url.index(after: colon)..<at, with: Secret.stars)
    }
    return maskSecrets(inURI: url)
}

private let secretFields: Set = ["token", "ticket", "access_token", "password", "sslpassword"]

private func maskedField(_ field: Substring) -> String {
    guard let equals = field.firstIndex(of: "=") else { return String(field) }
    let name = percentDecoded(field[..<equals]).lowercased()
    return secretFields.contains(trimmed(name)) ? "\(field[..<equals])=\(Secret.stars)" : String(field)
}

/// Everything from the first mention of a password on: quoting makes its end hard to tell.
private func maskedConnectionString(_ text: String) -> String {
    guard text.contains("=") else { return text.isEmpty ? "" : Secret.stars }
    guard let password = text.lowercased().firstRange(of: "password") else { return text }
    let offset = text.lowercased().utf8.distance(from: text.startIndex, to: password.upperBound)
    return String(decoding: text.utf8.prefix(offset), as: UTF8.self) + "=" + Secret.stars
}

/// The text with `%41` read as `A` and `+` as a space; anything malformed stays as it is.
private func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), rest.count >= 2, let high = hexValue(rest[rest.startIndex]),
            let low = hexValue(rest[rest.startIndex + 1])
        {
            bytes.append(high << 4 | low)
            rest = rest.dropFirst(2)
        } else {
            bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
}
