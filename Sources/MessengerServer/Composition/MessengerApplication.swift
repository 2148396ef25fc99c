import Domain
import HTTPAPI
import Identity
public import Logging
import NIOCore
import NIOPosix
import Realtime
public import ServiceLifecycle
public import UseCases
import WebSocketAPI

/// The whole server, put together from a configuration and ready to run.
///
/// The tests run the same.
public struct MessengerApplication: Sendable {
    /// The product's verbs, for commands that need no network.
    public let messenger: Messenger

    private let configuration: ServerConfiguration
    private let api: HTTPAPI
    private let writer: WriterService
    private let closing: ClosingService
    private let logger: Logger

    /// Opens the database, brings its schema up to date if `migrate` says so, and puts everything together.
    ///
    /// - Throws: whatever keeps the server from starting; each error describes itself in a sentence for an operator.
    public init(
        _ configuration: ServerConfiguration,
        migrate: Bool,
        tuning: Tuning = Tuning(),
        logger: Logger
    ) async throws {
        let secret = try configuration.signingSecret(logger: logger)
        let tokens = try TokenIssuer(
            secret: secret,
            algorithm: SigningAlgorithm(parsing: configuration.jwt.algorithm),
            lifetime: configuration.jwt.lifetime
        )
        let passwords = try PasswordHasher(limits: configuration.passwordLimits, cost: tuning.passwordCost)
        let store = try configuration.openStore(logger: logger)
        try await store.prepare(migrate: migrate, logger: logger)

        let group = MultiThreadedEventLoopGroup.singleton
        let compression = configuration.webSocket.compresses ? Compression(group: group) : nil
        let frames = EventFrames(compression: compression)
        let seams = Seams(store, frames, tuning)
        let hub = Hub(group: group, encoder: seams.encoder, store: seams.sync, nodes: tuning.nodes)
        let writer = MessageWriter(
            store: seams.messages,
            events: hub,
            limits: MessageWriter.Limits(fill: tuning.laneFill),
            atEndOfTurn: endOfLoopTurn
        )
        let cursors = CursorWriter(store: store, events: hub)
        messenger = Messenger(
            store: store,
            messages: seams.messages,
            sync: seams.sync,
            writer: writer,
            cursors: cursors,
            passwords: passwords,
            tokens: tokens,
            events: hub,
            clock: tuning.clock,
            clientMessageIDs: tuning.clientMessageIDs,
            searches: SearchAllowance(perMinute: configuration.searchesPerMinute)
        )
        let presence = PresenceBoard(
            events: hub,
            nodes: tuning.nodes,
            clock: tuning.clock,
            timing: tuning.presence
        ) { [messenger] users, time in await messenger.noteSeen(users, at: time) }
        let feeds = AccountFeed.Surroundings(hub: hub, encoder: frames, presence: presence)
        let census = configuration.listenerCensus
        let heartbeats = Heartbeats(group: group, interval: configuration.webSocket.pingInterval)
        let gate = SocketGate(
            group: group,
            messenger: messenger,
            hub: hub,
            feeds: feeds,
            presence: presence,
            census: census,
            heartbeats: heartbeats,
            limits: configuration.socketLimits(tuning),
            origins: configuration.corsOrigins,
            compression: compression,
            echoes: tuning.echoes,
            version: ServerVersion.current,
            logger: logger
        )
        api = HTTPAPI(
            messenger: messenger,
            feeds: feeds,
            census: census,
            heartbeats: heartbeats,
            sockets: ProtocolSwitch(gate),
            options: configuration.httpOptions(tuning),
            logger: logger
        )
        self.writer = WriterService(messages: writer, cursors: cursors)
        closing = ClosingService(store: store, passwords: passwords, presence: presence, loop: group.any())
        self.configuration = configuration
        self.logger = logger
    }

    /// The services in the order in which they start; they stop in the opposite one, the network first, the database
    /// last.
    ///
    /// `onRunning` is told the port as soon as the server listens.
    public func services(onRunning: @escaping @Sendable (Int) async -> Void) -> [any Service] {
        let server = api.server(
            host: configuration.host,
            port: configuration.port,
            group: MultiThreadedEventLoopGroup.singleton,
            onRunning: onRunning
        )
        return [closing, writer, server]
    }

    /// Lets go of everything without having run.
    public func close() async {
        await closing.passwords.shutdown()
        await closing.store.close()
    }

    /// The method and path of every route.
    public var routes: [(method: String, path: String)] { api.routes }
}

extension Store {
    fileprivate func prepare(migrate: Bool, logger: Logger) async throws {
        do {
            guard migrate else { return try await checkSchema() }
            logger.note(try await self.migrate())
        } catch {
            await close()
            throw error
        }
    }

    private func checkSchema() async throws {
        let pending = try await pendingMigrations()
        guard pending.isEmpty else { throw SchemaNotReady(pending: pending) }
    }
}

/// The schema must be brought up to date first, and the server was told not to do it.
public struct SchemaNotReady: Error, Hashable, Sendable, CustomStringConvertible {
    /// The names of the migrations that are missing.
    public let pending: [String]

    /// One sentence for an operator.
    public var description: String {
        "The database lacks these migrations: \(pending.joined(separator: ", ")). Run `messenger migrate` first."
    }
}

extension Logger {
    /// Tells what a migration did.
    func note(_ report: MigrationReport) {
        for name in report.applied { info("Applied migration \(name)") }
        for remark in report.remarks { notice("\(remark)") }
    }
}

/// Runs something when the event loop that calls has looked at all that was ready to be read; at once on any other
/// thread.
private let endOfLoopTurn: MessageWriter.EndOfTurn = { work in
    if let loop = MultiThreadedEventLoopGroup.currentEventLoop { loop.execute(work) } else { work() }
}
