/// How to reach a PostgreSQL server, and how long to wait for it.
public struct PostgresConfiguration: Equatable, Sendable {
    /// One libpq connection parameter.
    struct Parameter: Equatable, Sendable {
        let keyword: String
        let value: String
        let isSecret: Bool
    }

    /// What libpq is given, in libpq's order, our defaults included.
    private(set) var parameters: [Parameter]
    /// How long the server and we wait for one statement.
    public var timeouts = PostgresTimeouts()
    /// Server settings made on every new connection, `plan_cache_mode` for instance.
    public var settings: [String: String] = [:]

    /// Takes a libpq URL or connection string with all its parameters.
    ///
    /// `postgres://` and SQLAlchemy's `postgresql+driver://` are understood as well.
    ///
    /// - Parameter text: for instance `postgresql://user:secret@host/database?sslmode=verify-full`.
    /// - Throws: `invalidConfiguration` with libpq's own words, but never with the password.
    public init(_ text: String) throws(PostgresError) {
        parameters = Self.withDefaults(try Self.parse(text))
    }

    /// Takes the connection apart from a URL; what is nil is left to libpq's own defaults.
    ///
    /// - Throws: `invalidConfiguration` when libpq does not accept a part.
    public init(
        user: String? = nil,
        password: String? = nil,
        host: String? = nil,
        port: Int? = nil,
        database: String? = nil
    ) throws(PostgresError) {
        let parts = [
            ("host", host), ("port", port.map(String.init)), ("dbname", database), ("user", user),
            ("password", password),
        ]
        let given = parts.compactMap { keyword, value in value.map { "\(keyword)=\(Self.quoted($0))" } }
        try self.init(given.joined(separator: " "))
    }

    /// The parameter's value, if the caller or a default gave one.
    func value(of keyword: String) -> String? {
        parameters.first { $0.keyword == keyword }?.value
    }

    /// The parameters as a connection string without its secrets, for the log.
    public var masked: String {
        parameters.map { "\($0.keyword)=\($0.isSecret ? "****" : Self.quoted($0.value))" }.joined(separator: " ")
    }

    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x27 && $0 != 0x5C }
        if isPlain { return value }
        var text = "'"
        for character in value {
            if character == "'" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "'"
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The masked form.
    public var description: String { masked }
    /// The masked form, so that no debugger or log shows the password by accident.
    public var debugDescription: String { masked }
    /// Nothing but the masked form.
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}

/// How long one statement may take.
public struct PostgresTimeouts: Equatable, Sendable {
    /// The server's `statement_timeout`.
    public var statement: Duration
    /// The server's `lock_timeout`.
    public var lock: Duration
    /// How long the server may be silent while we wait for it before the connection counts as dead.
    public var silence: Duration

    /// Makes the timeouts; `silence` should be longer than `statement`, so that the server speaks first.
    public init(
        statement: Duration = .seconds(10),
        lock: Duration = .seconds(5),
        silence: Duration = .seconds(15)
    ) {
        self.statement = statement
        self.lock = lock
        self.silence = silence
    }
}
