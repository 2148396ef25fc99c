import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
public import Realtime
public import ServiceLifecycle
public import UseCases
import Wire

/// The product over HTTP: its routes, and the server that answers them.
public struct HTTPAPI: Sendable {
    /// What the API may be told.
    public struct Options: Sendable {
        /// The largest body of a request, in bytes; more is answered with 413.
        public var bodyLimit = 1 << 20
        /// What one connection may cost.
        public var connection = ConnectionLimits()
        /// What one event stream may cost.
        public var stream = StreamLimits()
        /// How many connections there may be at once; 0 stands for any number.
        ///
        /// Further ones wait to be accepted.
        public var maximumConnections = 50_000
        /// Which web pages may read the replies.
        public var cors = CORSPolicy(origins: ["*"])
        /// Whether the pages of documentation are served.
        public var servesDocumentation = true
        /// Whether the web client is served.
        public var servesWebClient = true
        /// The version of the server, as the documentation shows it.
        public var version = "0"

        /// The defaults.
        public init() {}
    }

    private let messenger: Messenger
    private let streams: EventStream.Surroundings
    private let sockets: ProtocolSwitch
    private let options: Options
    private let logger: Logger

    /// The API of `messenger`, whose events `feeds` show to whom `census` has room for; sockets come in through `sockets`.
    public init(
        messenger: Messenger,
        feeds: AccountFeed.Surroundings,
        census: ListenerCensus,
        heartbeats: Heartbeats,
        sockets: ProtocolSwitch,
        options: Options,
        logger: Logger
    ) {
        self.messenger = messenger
        streams = EventStream.Surroundings(
            messenger: messenger,
            feeds: feeds,
            census: census,
            heartbeats: heartbeats,
            limits: options.stream
        )
        self.sockets = sockets
        self.options = options
        self.logger = logger
    }

    /// A server that listens on `host` and `port` (0 for any free one) while it runs, and finishes the requests under
    /// way and says goodbye to the sockets when it is asked to stop.
    ///
    /// `onRunning` is told the port.
    public func server(
        host: String,
        port: Int,
        group: any EventLoopGroup,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let responder = APIResponder(table: table, cors: options.cors, logger: logger)
        let connection = HTTPConnection(
            responder: { request, writer, channel in
                try await responder.respond(to: request, through: writer, on: channel)
            },
            limits: options.connection,
            protocolSwitch: sockets
        )
        let server = Server(
            childChannelSetup: connection,
            configuration: configuration(host: host, port: port),
            onServerRunning: { await onRunning($0.localAddress?.port ?? port) },
            eventLoopGroup: group,
            logger: quietLogger
        )
        return PatientServer(server: server)
    }

    /// Hummingbird's own lines repeat ours, below warnings.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(quiet.logLevel, .notice)
        return quiet
    }

    /// The method and path of every route, as the documentation must list them.
    public var routes: [(method: String, path: String)] {
        table.routes.map { ($0.method.rawValue, $0.path) }
    }

    private var table: RouteTable {
        RouteTable(messenger: messenger, streams: streams, options: options, logger: logger)
    }

    private func configuration(host: String, port: Int) -> ServerConfiguration {
        let maximum = options.maximumConnections
        return ServerConfiguration(
            address: .hostname(host, port: port),
            backlog: 4096,
            availableConnectionsDelegate: maximum == 0 ? nil : MaximumAvailableConnections(maximum, logger: logger)
        )
    }
}
