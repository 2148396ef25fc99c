import Logging
import StorePostgres
import StoreSQLite
import UseCases

extension ServerConfiguration {
    /// Opens the database that the configuration comes to.
    ///
    /// It may wait for the disk.
    func openStore(logger: Logger) throws -> any Store {
        switch store {
        case .sqlite(let directory):
            let directory = DataDirectory(directory)
            try directory.prepare()
            var options = SQLiteOptions()
            options.readers = database.connections
            return try SQLiteStore(path: directory.file("messenger.sqlite"), options: options, logger: logger)
        case .postgresURL(let url):
            return PostgresStore(
                tuned(try PostgresConfiguration(url.rawValue)),
                connections: database.connections,
                logger: logger
            )
        case .postgres(let user, let password, let host, let port, let name):
            let configuration = try PostgresConfiguration(
                user: user,
                password: password?.rawValue,
                host: host,
                port: port,
                database: name
            )
            return PostgresStore(tuned(configuration), connections: database.connections, logger: logger)
        }
    }

    private func tuned(_ configuration: PostgresConfiguration) -> PostgresConfiguration {
        var configuration = configuration
        configuration.timeouts.statement = database.statementTimeout
        // The server is to speak first: it says which statement took too long.
        configuration.timeouts.silence = database.statementTimeout + .seconds(5)
        return configuration
    }

    /// Where everything is kept, for a log.
    var storeDescription: String {
        switch store {
        case .sqlite(let directory): "SQLite in \(directory)"
        case .postgresURL, .postgres: "PostgreSQL"
        }
    }
}
