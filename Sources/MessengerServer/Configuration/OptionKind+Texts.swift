import Identity

extension OptionKind<String> {
    /// Any text but an empty one.
    static func text(_ what: String) -> Self {
        Self(
            allowed: what,
            parse: { (text: String) throws(Refusal) -> String in
                guard !text.isEmpty, !text.utf8.contains(0) else { throw Refusal(what) }
                return text
            },
            format: { $0 }
        )
    }

    /// One of a few words, in whatever case.
    static func word(_ words: [String]) -> Self {
        let allowed = "one of " + words.joined(separator: ", ")
        return Self(
            allowed: allowed,
            parse: { (text: String) throws(Refusal) -> String in
                guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else {
                    throw Refusal(allowed)
                }
                return word
            },
            format: { $0 }
        )
    }
}

extension OptionKind<Secret> {
    /// A text that nobody may see.
    static var password: Self {
        Self(
            allowed: "a text",
            secrecy: .hidden,
            parse: { (text: String) throws(Refusal) -> Secret in Secret(text) },
            format: { $0.rawValue }
        )
    }

    /// A key for HMAC: long enough that nobody can guess it, and not one that everybody knows.
    static var signingKey: Self {
        let advice = "make one with: openssl rand -hex 32"
        let allowed = "a secret of at least \(SigningSecret.minimumBytes) bytes; \(advice)"
        return Self(
            allowed: allowed,
            secrecy: .hidden,
            parse: { (text: String) throws(Refusal) -> Secret in
                do throws(IdentityError) {
                    _ = try SigningSecret(parsing: text)
                } catch {
                    throw Refusal(error == .publishedSecret ? "your own, not a published sample; \(advice)" : allowed)
                }
                return Secret(text)
            },
            format: { $0.rawValue }
        )
    }

    /// A URL or connection string of PostgreSQL.
    static var databaseURL: Self {
        let allowed = "postgresql://user:password@host:port/database, or empty for SQLite"
        return Self(
            allowed: allowed,
            secrecy: .url,
            parse: { (text: String) throws(Refusal) -> Secret in
                guard isPostgresConnection(text) else { throw Refusal(allowed) }
                return Secret(text)
            },
            format: { $0.rawValue }
        )
    }
}

extension OptionKind<[String]> {
    /// Origins of web pages, separated by commas, or `*` alone.
    static var origins: Self {
        let allowed = "* or a list of origins such as https://chat.example.com, separated by commas"
        return Self(
            allowed: allowed,
            takesList: true,
            parse: { (text: String) throws(Refusal) -> [String] in
                let parts = text.split(separator: ",").map { trimmed($0).lowercased() }.filter { !$0.isEmpty }
                guard parts == ["*"] || !parts.isEmpty && parts.allSatisfy(isOrigin) else { throw Refusal(allowed) }
                return parts
            },
            format: { $0.joined(separator: ",") }
        )
    }
}

/// Whether `text` is a URL of PostgreSQL, with a driver's name or without, or a connection string of libpq.
private func isPostgresConnection(_ text: String) -> Bool {
    guard let scheme = text.firstRange(of: "://").map({ text[..<$0.lowerBound] }) else { return text.contains("=") }
    return ["postgresql", "postgres"].contains(scheme.prefix { $0 != "+" }.lowercased())
}

/// Whether `text` is a scheme and a host, with a port or without, and nothing more.
private func isOrigin(_ text: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
    let authority = text.dropFirst(scheme.count)
    return !authority.isEmpty
        && authority.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) }
}

/// A text without the spaces around it.
func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0.isWhitespace }
    let length = start.reversed().drop { $0.isWhitespace }.count
    return String(start.prefix(length))
}
