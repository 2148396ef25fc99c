public import Logging

/// Everything that an operator can set, read once at start and never changed afterwards.
///
/// A new option costs a property here and a line in `ServerConfiguration+Options.swift`.
public struct ServerConfiguration: Hashable, Sendable {
    /// The address that the server listens on.
    public var host = "127.0.0.1"
    /// The TCP port that the server listens on; 0 stands for any free one.
    public var port = 8000
    /// The folder of the SQLite database, the signing secret and the configuration file.
    public var dataDirectory = "./data"
    /// Where everything is kept; `store` says which database that comes to.
    public var database = Database()
    /// How access tokens are signed.
    public var jwt = JWT()
    /// How much work password hashing may be.
    public var passwords = Passwords()
    /// How many searches for people each person may make in a minute; 0 stands for any number.
    public var searchesPerMinute = 60
    /// What a request may be.
    public var http = HTTP()
    /// What a WebSocket connection may be.
    public var webSocket = WebSocket()
    /// How many connections may be open at once; 0 stands for any number.
    public var connectionLimit = 50_000
    /// How long a shutdown waits for requests and connections to finish.
    public var shutdownGrace = Duration.seconds(10)
    /// The origins whose pages may call the server, or `*` for all.
    public var corsOrigins = ["*"]
    /// Whether `/docs`, `/redoc` and `/openapi.json` are served.
    public var docsEnabled = true
    /// Whether the web client is served at `/`.
    public var clientEnabled = true
    /// What is logged, and how.
    public var log = Log()

    /// The configuration of a server for which nothing was set.
    public init() {}
}

extension ServerConfiguration {
    /// The options of the database.
    public struct Database: Hashable, Sendable {
        /// A URL or connection string of PostgreSQL.
        public var url: Secret?
        /// The user of a PostgreSQL given in parts.
        public var user: String?
        /// The password of a PostgreSQL given in parts.
        public var password: Secret?
        /// The host of a PostgreSQL given in parts.
        public var host: String?
        /// The port of a PostgreSQL given in parts.
        public var port: Int?
        /// The database of a PostgreSQL given in parts.
        public var name: String?
        /// How many connections to PostgreSQL, or readers of SQLite, are used at once; nil for as many as the cores call
        /// for.
        public var poolSize: Int?
        /// How long one statement may take.
        public var statementTimeout = Duration.seconds(10)
        /// Whether the schema is brought up to date at start.
        public var migratesAtStart = true
    }

    /// The options of access tokens.
    public struct JWT: Hashable, Sendable {
        /// The key that signs them; with nil the server makes one and keeps it in the data directory.
        public var secret: Secret?
        /// The HMAC that signs them: HS256, HS384 or HS512.
        public var algorithm = "HS256"
        /// How long one is good.
        public var lifetime = Duration.seconds(3600 * 60)
    }

    /// The options of password hashing.
    public struct Passwords: Hashable, Sendable {
        /// How many passwords are hashed at once; 0 stands for one less than the processor's cores, at least one.
        public var threads = 0
        /// How many may wait for their turn.
        public var queue = 64
    }

    /// The options of HTTP requests, in bytes where nothing else is said.
    public struct HTTP: Hashable, Sendable {
        /// The greatest body of a request.
        public var bodyLimit = 1 << 20
        /// The greatest head of a request: its first line and all headers.
        public var headerLimit = 32 << 10
        /// How many proxies of the operator's own stand before the server.
        public var proxies = 0
    }

    /// The options of WebSocket connections, in bytes where nothing else is said.
    public struct WebSocket: Hashable, Sendable {
        /// The greatest message, in one frame or several.
        public var messageLimit = 256 << 10
        /// How much may wait for a reader that does not read.
        public var outboxBytes = 1 << 20
        /// The same in pieces, each a frame or several that were joined.
        public var outboxPieces = 4096
        /// How many sockets and event streams one account may have; 0 stands for any number.
        public var userLimit = 16_384
        /// How many sockets and event streams may come from one address; 0 stands for any number.
        public var addressLimit = 0
        /// How often a client is pinged; one of which nothing has come by the next time is disconnected.
        public var pingInterval = Duration.seconds(20)
        /// Whether messages are compressed for clients that offer it (permessage-deflate).
        public var compresses = true
    }

    /// The options of logging.
    public struct Log: Hashable, Sendable {
        /// The least level that is logged.
        public var level = Logger.Level.info
        /// The form of a line.
        public var format = LogFormat.auto
    }
}

/// The form of a line of the log.
public enum LogFormat: String, CaseIterable, Sendable {
    /// Text on a terminal, JSON otherwise.
    case auto
    /// One readable line.
    case text
    /// One JSON object on a line.
    case json
}
