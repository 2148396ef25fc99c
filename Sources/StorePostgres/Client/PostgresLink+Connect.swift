import CLibPQ
import Logging

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension PostgresLink {
    /// Connects, blocking this thread for at most `connect_timeout` per host, and makes the session's settings.
    static func connect(_ configuration: PostgresConfiguration, logger: Logger) throws(PostgresError) -> PostgresLink {
        guard let connection = open(configuration) else { throw .unavailable(reason: "out of memory") }
        guard PQstatus(connection) == CONNECTION_OK else {
            let reason = message(of: connection)
            PQfinish(connection)
            throw .unavailable(reason: reason)
        }
        let notices = PostgresNotices(logger: logger)
        PQsetNoticeProcessor(
            connection,
            { notices, text in
                guard let notices, let text else { return }
                Unmanaged<PostgresNotices>.fromOpaque(notices).takeUnretainedValue().note(String(cString: text))
            },
            Unmanaged.passUnretained(notices).toOpaque()
        )
        let link = PostgresLink(connection: connection, configuration: configuration, notices: notices)
        link.start(.read)
        guard PQsetnonblocking(connection, 1) == 0 else { throw link.lost() }
        try link.simple(settings(of: configuration))
        guard PQenterPipelineMode(connection) == 1 else { throw link.lost() }
        return link
    }

    /// Whether an idle connection still has a server at its other end; costs one poll.
    func isAlive() -> Bool {
        // What a server says on its way out comes first, the end of the stream after it.
        for _ in 0..<8 {
            var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, 0) == 0 { return true }
            guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { return false }
            _ = PQisBusy(connection)
        }
        return true
    }

    private static func open(_ configuration: PostgresConfiguration) -> OpaquePointer? {
        let keywords = configuration.parameters.map { strdup($0.keyword) }
        let values = configuration.parameters.map { strdup($0.value) }
        defer { for text in keywords + values { free(text) } }
        let keywordList = keywords.map { UnsafePointer($0) } + [nil]
        let valueList = values.map { UnsafePointer($0) } + [nil]
        return PQconnectdbParams(keywordList, valueList, 0)
    }

    /// Made by a statement, not by the `options` parameter, which poolers such as PgBouncer refuse.
    private static func settings(of configuration: PostgresConfiguration) -> String {
        var settings = configuration.settings
        settings["statement_timeout"] = "\(configuration.timeouts.statement.milliseconds)"
        settings["lock_timeout"] = "\(configuration.timeouts.lock.milliseconds)"
        return settings.sorted { $0.key < $1.key }
            .map { "SET \(quoted($0.key, with: "\"")) = \(quoted($0.value, with: "'"))" }
            .joined(separator: ";")
    }

    private static func quoted(_ text: String, with quote: Character) -> String {
        "\(quote)\(text.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)"))\(quote)"
    }
}

extension Duration {
    /// Whole milliseconds, for the server's settings and for poll(2).
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
