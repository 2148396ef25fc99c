/// The database that a configuration comes to.
public enum StoreChoice: Hashable, Sendable {
    /// SQLite, in a file of this folder.
    case sqlite(directory: String)
    /// PostgreSQL, by a URL or connection string of libpq.
    case postgresURL(Secret)
    /// PostgreSQL, given in parts; a part that is nil is libpq's default.
    case postgres(user: String?, password: Secret?, host: String?, port: Int?, database: String?)
}

extension ServerConfiguration {
    /// PostgreSQL when a URL, a host or a database is named, the URL before the parts; SQLite otherwise.
    ///
    /// A user, a password or a port alone do not choose PostgreSQL: an `.env` file shared with a database container
    /// often sets them.
    public var store: StoreChoice {
        if let url = database.url {
            return .postgresURL(url)
        }
        guard database.host != nil || database.name != nil else {
            return .sqlite(directory: dataDirectory)
        }
        return .postgres(
            user: database.user,
            password: database.password,
            host: database.host,
            port: database.port,
            database: database.name
        )
    }
}
