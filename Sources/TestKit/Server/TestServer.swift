import Foundation
import Identity
import Logging
public import MessengerServer
public import NIOCore
import NIOPosix
import ServiceLifecycle

/// A running server: the real one, put together by the function that the program uses.
public struct TestServer: Sendable {
    /// The port it listens on, on the loopback interface.
    public let port: Int
    /// The server itself.
    public let application: MessengerApplication
    /// The clock that it goes by.
    public let clock: TestClock
    /// What it logs.
    public let log: LogRecorder
    let connections = OpenConnections()
    let services: ServiceGroup
    let stopped: EventLoopFuture<Void>
    let database: TestDatabase?

    /// Asks it to stop, as a signal would; `withServer` waits until it has stopped.
    public func shutDown() async {
        await services.triggerGracefulShutdown()
    }

    /// Whether it has stopped, or does within `patience`.
    public func stops(within patience: TimeAmount) async throws -> Bool {
        let promise = stopped.eventLoop.makePromise(of: Bool.self)
        let deadline = stopped.eventLoop.scheduleTask(in: patience) { promise.succeed(false) }
        stopped.whenComplete { _ in
            promise.succeed(true)
            deadline.cancel()
        }
        return try await promise.futureResult.get()
    }

    /// Its PostgreSQL database, for another node to share; nil on SQLite.
    public var databaseURL: String? { database?.url }

    /// Runs statements on its PostgreSQL database, past the server.
    public func script(_ statements: String) async throws {
        try await database?.script(statements)
    }

    /// Takes its PostgreSQL database away: connections are cut, and new ones refused.
    public func closeDatabase() async throws {
        try await database?.close()
    }
}

/// Runs a server with an empty database of its own for as long as `body` takes, then stops it as a signal would.
///
/// - Throws: what `body` throws, and what keeps the server from starting or from stopping within its grace.
public func withServer<Value: Sendable>(
    _ store: StoreKind = .sqlite,
    configure: (inout ServerConfiguration) -> Void = { _ in },
    tune: (inout Tuning) -> Void = { _ in },
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    // A test that runs several servers at once needs one place: if each of many held one and waited for another, all would
    // wait for ever.
    guard !Place.isHeld else { return try await withServerInside(store, configure: configure, tune: tune, body) }
    return try await turnstile.pass {
        try await Place.$isHeld.withValue(true) {
            try await withServerInside(store, configure: configure, tune: tune, body)
        }
    }
}

/// Each server has threads and database connections of its own.
private let turnstile = Turnstile(places: 12)

private enum Place {
    @TaskLocal static var isHeld = false
}

private func withServerInside<Value: Sendable>(
    _ store: StoreKind,
    configure: (inout ServerConfiguration) -> Void,
    tune: (inout Tuning) -> Void,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: "messenger-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var configuration = ServerConfiguration.forTests(folder: folder.path)
    let database = store == .postgres ? try await TestDatabase.create() : nil
    configuration.database.url = database.map { Secret($0.url) }
    configure(&configuration)
    let clock = TestClock()
    var tuning = Tuning.forTests(clock: clock)
    tune(&tuning)
    let result = await Result {
        try await run(configuration, tuning, clock: clock, database: database, body)
    }
    try await database?.drop()
    return try result.get()
}

private func run<Value: Sendable>(
    _ configuration: ServerConfiguration,
    _ tuning: Tuning,
    clock: TestClock,
    database: TestDatabase?,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    let log = LogRecorder()
    let application = try await MessengerApplication(configuration, migrate: true, tuning: tuning, logger: log.logger())
    let (ports, port) = AsyncStream<Int>.makeStream()
    var group = ServiceGroupConfiguration(
        services: application.services { port.yield($0) },
        logger: log.logger(level: .warning)
    )
    group.maximumGracefulShutdownDuration = configuration.shutdownGrace
    let services = ServiceGroup(configuration: group)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        let stopped = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        tasks.addTask {
            defer {
                port.finish()
                stopped.succeed()
            }
            try await services.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await tasks.waitForAll()
            throw StoppedTooSoon()
        }
        let server = TestServer(
            port: port,
            application: application,
            clock: clock,
            log: log,
            services: services,
            stopped: stopped.futureResult,
            database: database
        )
        let result = await Result { try await body(server) }
        await server.connections.closeAll()
        await services.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}

/// The server ended before it listened.
struct StoppedTooSoon: Error {}

extension ServerConfiguration {
    /// The signing secret of the servers under test: tokens are the same in every run.
    public static let testSecret = Secret("a secret of the tests, and 32 bytes at least")

    static func forTests(folder: String) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.dataDirectory = folder
        configuration.database.poolSize = 2
        configuration.jwt.secret = testSecret
        configuration.passwords.threads = 1
        configuration.passwords.queue = 1000
        return configuration
    }
}

extension Tuning {
    /// Cheap password hashes, a clock that stands still, and names that count.
    static func forTests(clock: TestClock) -> Tuning {
        var tuning = Tuning()
        tuning.clock = clock
        tuning.clientMessageIDs = CountingClientMessageIDs()
        tuning.passwordCost = Argon2Cost(memoryKiB: 8, passes: 1)
        return tuning
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
