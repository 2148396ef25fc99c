/// Options that belong together in the documentation.
struct OptionSection: Sendable {
    let title: String
    let introduction: String
    let options: [ConfigurationOption]

    init(_ title: String, _ introduction: String = "", options: [ConfigurationOption]) {
        self.title = title
        self.introduction = introduction
        self.options = options
    }
}

extension ServerConfiguration {
    /// Every option, once.
    static let options = OptionSection.all.flatMap { $0.options }
}

extension OptionSection {
    /// Every section, in the order of the documentation.
    static let all: [Self] = [network, database, accounts, limits, pages, logging]

    static let network = OptionSection(
        "Network and files",
        options: [
            .init(
                "host",
                \.host,
                .text("an address or a host name"),
                flag: true,
                "The address to listen on; 0.0.0.0 or :: is every network of the machine."
            ),
            .init(
                "port",
                \.port,
                .integer(0...65_535),
                also: ["PORT"],
                flag: true,
                "The TCP port to listen on; 0 takes any free one."
            ),
            .init(
                "data.dir",
                \.dataDirectory,
                .text("a folder"),
                flag: true,
                "The folder of the SQLite database, the signing secret and `messenger.yaml`; made if it is missing."
            ),
            .init(
                "connections.limit",
                \.connectionLimit,
                .integer(0...10_000_000),
                "How many connections may be open at once; 0 is no limit but the system's."
            ),
            .init(
                "shutdown.grace",
                \.shutdownGrace,
                .duration(.zero ... .seconds(3600)),
                "How long a shutdown waits for requests and connections to finish."
            ),
        ]
    )

    static let database = OptionSection(
        "Database",
        """
        Nothing set means SQLite, in a file of the data directory. `database.url` means PostgreSQL; so do
        `database.host` and `database.name`, whose missing parts are libpq's defaults. `database.url` wins over the
        parts, and `database.user`, `database.password` or `database.port` alone change nothing.
        """,
        options: [
            .init(
                "database.url",
                \.database.url,
                .optional(.databaseURL),
                also: ["DATABASE_URL"],
                flag: true,
                "A PostgreSQL to use instead of SQLite: any URL or connection string of libpq."
            ),
            .init(
                "database.host",
                \.database.host,
                .optional(.text("a host name, an address or a folder")),
                also: ["POSTGRES_HOST"],
                "The PostgreSQL server's host, or the folder of its socket."
            ),
            .init(
                "database.port",
                \.database.port,
                .optional(.integer(1...65_535)),
                also: ["POSTGRES_PORT"],
                "The PostgreSQL server's port."
            ),
            .init(
                "database.name",
                \.database.name,
                .optional(.text("a name")),
                also: ["POSTGRES_NAME"],
                "The PostgreSQL database."
            ),
            .init(
                "database.user",
                \.database.user,
                .optional(.text("a name")),
                also: ["POSTGRES_USER"],
                "The PostgreSQL user."
            ),
            .init(
                "database.password",
                \.database.password,
                .optional(.password),
                also: ["POSTGRES_PASSWORD"],
                "The PostgreSQL user's password."
            ),
            .init(
                "database.pool.size",
                \.database.poolSize,
                .optional(.integer(1...1000)),
                """
                How many connections to PostgreSQL, or readers of SQLite, are used at once; not set means one more than \
                the cores, 3 at least. Messages are stored over others.
                """
            ),
            .init(
                "database.statement.timeout",
                \.database.statementTimeout,
                .duration(.milliseconds(100) ... .seconds(3600)),
                "How long one statement may take."
            ),
            .init(
                "database.migrate",
                \.database.migratesAtStart,
                .flag,
                "Whether `serve` brings the schema up to date at start; `--no-migrate` turns it off."
            ),
        ]
    )

    static let accounts = OptionSection(
        "Tokens and passwords",
        options: [
            .init(
                "jwt.secret",
                \.jwt.secret,
                .optional(.signingKey),
                also: ["JWT_SECRET_KEY"],
                "The key that signs access tokens; without it one is made and kept in the data directory."
            ),
            .init(
                "jwt.algorithm",
                \.jwt.algorithm,
                .word(["HS256", "HS384", "HS512"]),
                also: ["JWT_ALGORITHM"],
                "The algorithm that signs access tokens."
            ),
            .init(
                "jwt.lifetime",
                \.jwt.lifetime,
                .duration(.seconds(60) ... .seconds(3650 * 86_400), bare: .minutes),
                also: ["JWT_EXPIRATION_TIME"],
                "How long an access token is good."
            ),
            .init(
                "password.threads",
                \.passwords.threads,
                .integer(0...256),
                "How many passwords are hashed at once, each with 19 MiB of memory; 0 is one less than the cores, at least one."
            ),
            .init(
                "password.queue",
                \.passwords.queue,
                .integer(0...100_000),
                "How many log-ins may wait for a thread; the next one is told to come back later (503)."
            ),
        ]
    )

    /// The least outbox holds the greatest message: 64 KiB of text can come to 384 KiB of JSON.
    private static let leastOutbox = 512 << 10

    static let limits = OptionSection(
        "Limits of requests and sockets",
        options: [
            .init(
                "http.body.limit",
                \.http.bodyLimit,
                .bytes(1 << 10...1 << 26),
                "The greatest body of a request; a greater one is refused (413)."
            ),
            .init(
                "http.header.limit",
                \.http.headerLimit,
                .bytes(1 << 12...1 << 20),
                "The greatest first line and headers of a request together; greater ones are refused (400)."
            ),
            .init(
                "search.rate",
                \.searchesPerMinute,
                .integer(0...100_000),
                "How many searches for people each person may make in a minute (429); 0 is no limit."
            ),
            .init(
                "http.proxies",
                \.http.proxies,
                .integer(0...16),
                "How many proxies of your own stand before the server; the client's address is then taken from `X-Forwarded-For`."
            ),
            .init(
                "websocket.message.limit",
                \.webSocket.messageLimit,
                .bytes(1 << 10...1 << 24),
                "The greatest WebSocket message, in one frame or several; a greater one closes the connection (1009)."
            ),
            .init(
                "websocket.outbox.bytes",
                \.webSocket.outboxBytes,
                .bytes(leastOutbox...1 << 30),
                "How much may wait for a client that does not read, before it is disconnected (1013)."
            ),
            .init(
                "websocket.outbox.frames",
                \.webSocket.outboxPieces,
                .integer(16...1_000_000),
                "The same in frames, of which those that are sent at once count as one."
            ),
            .init(
                "websocket.user.limit",
                \.webSocket.userLimit,
                .integer(0...10_000_000),
                "How many sockets and event streams one account may have at once; the next is refused (429). 0 is no limit."
            ),
            .init(
                "websocket.address.limit",
                \.webSocket.addressLimit,
                .integer(0...10_000_000),
                "The same for one IPv4 address or IPv6 /64; see `http.proxies`."
            ),
            .init(
                "websocket.ping.interval",
                \.webSocket.pingInterval,
                .duration(.seconds(1) ... .seconds(3600)),
                "How often a client is pinged; one of which nothing has come by the next time is disconnected."
            ),
            .init(
                "websocket.compression",
                \.webSocket.compresses,
                .flag,
                "Whether messages of 512 bytes and more are compressed for clients that offer it (permessage-deflate)."
            ),
        ]
    )

    static let pages = OptionSection(
        "Web pages",
        options: [
            .init(
                "cors.origins",
                \.corsOrigins,
                .origins,
                "The origins whose pages may call the server and open sockets; only those of a list may send credentials."
            ),
            .init(
                "docs.enabled",
                \.docsEnabled,
                .flag,
                "Whether `/docs`, `/redoc` and `/openapi.json` are served."
            ),
            .init(
                "client.enabled",
                \.clientEnabled,
                .flag,
                "Whether the web client is served at `/`."
            ),
        ]
    )

    static let logging = OptionSection(
        "Log",
        options: [
            .init(
                "log.level",
                \.log.level,
                .choice,
                also: ["LOG_LEVEL"],
                flag: true,
                "The least level that is logged."
            ),
            .init(
                "log.format",
                \.log.format,
                .choice,
                flag: true,
                "The form of a line on the standard error; auto is text on a terminal and JSON otherwise."
            ),
        ]
    )
}
