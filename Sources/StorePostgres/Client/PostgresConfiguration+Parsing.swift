import CLibPQ

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension PostgresConfiguration {
    /// Added unless the caller, or libpq's own environment variable for it, says otherwise.
    private static let defaults = [
        ("connect_timeout", "5"), ("application_name", "messenger"), ("keepalives", "1"), ("keepalives_idle", "30"),
        ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "15000"),
    ]

    static func parse(_ text: String) throws(PostgresError) -> [Parameter] {
        guard !text.utf8.contains(0) else { throw .invalidConfiguration(reason: "it contains a NUL") }
        let url = normalised(text)
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            let reason = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            throw .invalidConfiguration(reason: redacted(reason, about: url))
        }
        defer { PQconninfoFree(options) }
        let parameters = given(options)
        try check(parameters)
        return parameters
    }

    static func withDefaults(_ given: [Parameter]) -> [Parameter] {
        let keywords = Set(given.map(\.keyword)).union(keywordsOfEnvironment())
        let added = defaults.filter { !keywords.contains($0.0) }
        return given.filter { $0.keyword != "client_encoding" }
            + added.map { Parameter(keyword: $0.0, value: $0.1, isSecret: false) }
            // Texts are read as UTF-8 without asking, so nothing else will do.
            + [Parameter(keyword: "client_encoding", value: "UTF8", isSecret: false)]
    }

    private static func given(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [Parameter] {
        var parameters: [Parameter] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                let isSecret = option.pointee.dispchar.map { $0[0] == CChar(UInt8(ascii: "*")) } ?? false
                let text = String(cString: value)
                parameters.append(Parameter(keyword: String(cString: keyword), value: text, isSecret: isSecret))
            }
            option += 1
        }
        return parameters
    }

    private static func keywordsOfEnvironment() -> Set<String> {
        guard let options = PQconndefaults() else { return [] }
        defer { PQconninfoFree(options) }
        var keywords: Set<String> = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let variable = option.pointee.envvar, getenv(variable) != nil {
                keywords.insert(String(cString: keyword))
            }
            option += 1
        }
        return keywords
    }

    /// libpq looks at these only when it connects, and would then quote a password that was not percent-encoded.
    private static func check(_ parameters: [Parameter]) throws(PostgresError) {
        for parameter in parameters where parameter.keyword == "port" {
            guard parameter.value.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C }) else {
                throw .invalidConfiguration(reason: "the port is not a number (is the password percent-encoded?)")
            }
        }
        for parameter in parameters where ["host", "hostaddr"].contains(parameter.keyword) {
            guard !parameter.value.dropFirst().contains("@") else {
                throw .invalidConfiguration(reason: "the host contains \"@\" (is the password percent-encoded?)")
            }
        }
        let hasUser = parameters.contains { $0.keyword == "user" }
        for parameter in parameters where parameter.keyword == "dbname" && !hasUser {
            guard !parameter.value.contains("@") else {
                throw .invalidConfiguration(reason: "the database contains \"@\" (is the password percent-encoded?)")
            }
        }
    }

    /// Turns `postgres+driver://` and `postgresql+driver://` into libpq's scheme, and asyncpg's `ssl=` into `sslmode=`.
    private static func normalised(_ text: String) -> String {
        guard let end = text.firstRange(of: "://") else { return text }
        let scheme = text[..<end.lowerBound].lowercased()
        let base = scheme.prefix { $0 != "+" }
        guard base == "postgres" || base == "postgresql" else { return text }
        let rest = text[end.upperBound...]
        guard base.count < scheme.count, let query = rest.lastIndex(of: "?") else { return "postgresql://\(rest)" }
        let parameters = rest[rest.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
        let renamed = parameters.map { $0.hasPrefix("ssl=") ? "sslmode=\($0.dropFirst(4))" : String($0) }
        return "postgresql://\(rest[..<query])?\(renamed.joined(separator: "&"))"
    }

    /// libpq's message without what it quotes, which may be a piece of the password.
    ///
    /// The name of an unknown parameter stays, where it stands outside of what may be a password.
    private static func redacted(_ message: String, about text: String) -> String {
        let line = message.prefix { $0 != "\n" }
        guard let open = line.firstIndex(of: "\""), let close = line.lastIndex(of: "\""), open < close else {
            return String(line)
        }
        let quoted = line[line.index(after: open)..<close]
        if isHarmless(quoted, in: text) { return String(line) }
        return "\(line[...open])…\(line[close...])"
    }

    private static func isHarmless(_ word: Substring, in text: String) -> Bool {
        let isName = !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
        guard isName, let place = text.firstRange(of: word) else { return false }
        return !text[place.upperBound...].contains("@") && !text[..<place.lowerBound].contains("password")
    }
}
