import APIDocs
public import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals
public import UseCases

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the command line can do with a configuration.
public enum ServerCommands {
    /// Serves until SIGTERM or SIGINT asks it to stop; then finishes what is under way.
    ///
    /// A second signal ends the process at once: nothing that was acknowledged is lost by that.
    ///
    /// - Throws: whatever keeps the server from starting or makes it stop; each error describes itself.
    public static func serve(
        _ configuration: ServerConfiguration,
        migrate: Bool,
        tuning: Tuning = Tuning(),
        logger: Logger
    ) async throws {
        logger.info("Starting messenger \(ServerVersion.current) with \(configuration.storeDescription)")
        let application = try await MessengerApplication(
            configuration,
            migrate: migrate,
            tuning: tuning,
            logger: logger
        )
        let services = application.services { port in announce(configuration, port: port, logger: logger) }
        var group = ServiceGroupConfiguration(services: services, logger: quiet(logger))
        group.maximumGracefulShutdownDuration = configuration.shutdownGrace
        do {
            try await run(ServiceGroup(configuration: group), logger: logger)
        } catch let error as IOError {
            throw CannotListen(host: configuration.host, port: configuration.port, error: error)
        }
        logger.info("Stopped")
    }

    /// Brings the schema up to date; with `dryRun` it only tells what it would do.
    public static func migrate(
        _ configuration: ServerConfiguration,
        dryRun: Bool,
        logger: Logger
    ) async throws -> MigrationReport {
        let store = try configuration.openStore(logger: logger)
        do {
            let report =
                dryRun ? MigrationReport(applied: try await store.pendingMigrations()) : try await store.migrate()
            await store.close()
            return report
        } catch {
            await store.close()
            throw error
        }
    }

    /// Creates the people, chats and messages of the tour, unless they are there.
    public static func demoData(_ configuration: ServerConfiguration, logger: Logger) async throws -> DemoDataOutcome {
        let application = try await MessengerApplication(
            configuration,
            migrate: configuration.database.migratesAtStart,
            logger: logger
        )
        do {
            let outcome = try await application.messenger.installDemoData()
            await application.close()
            return outcome
        } catch {
            await application.close()
            throw error
        }
    }

    /// The OpenAPI document, for people to read.
    public static func openAPIDocument() -> String {
        APIDocument(version: ServerVersion.current).prettyText
    }

    /// Runs the services until they end by themselves or by a signal.
    private static func run(_ services: ServiceGroup, logger: Logger) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await services.run() }
            tasks.addTask { await stopOnSignal(services, logger: logger) }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    private static func stopOnSignal(_ services: ServiceGroup, logger: Logger) async {
        var isStopping = false
        for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
            guard !isStopping else {
                logger.warning("Stopping at once on a second \(signal)")
                exit(EXIT_FAILURE)
            }
            isStopping = true
            logger.info("Stopping on \(signal): requests under way are finished first")
            await services.triggerGracefulShutdown()
        }
    }

    private static func announce(_ configuration: ServerConfiguration, port: Int, logger: Logger) {
        let host = ["0.0.0.0", "::"].contains(configuration.host) ? "localhost" : configuration.localHost
        let pages = configuration.docsEnabled ? " (API: http://\(host):\(port)/docs)" : ""
        logger.info("Listening on http://\(host):\(port)\(pages)")
    }

    /// The lifecycle's own lines are of no use to an operator below warnings.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }
}

/// The server cannot listen where it was told to.
struct CannotListen: Error, CustomStringConvertible {
    let host: String
    let port: Int
    let error: IOError

    var description: String {
        switch error.errnoCode {
        case EADDRINUSE: "Port \(port) on \(host) is in use. Stop what uses it, or choose another with --port."
        case EACCES: "Port \(port) needs more rights than this user has. Choose one above 1023 with --port."
        case EADDRNOTAVAIL: "This machine has no address \(host). Choose another with --host."
        default: "Cannot listen on \(host) port \(port): \(error)"
        }
    }
}
