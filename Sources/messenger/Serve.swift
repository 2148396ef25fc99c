import ArgumentParser
import Logging
import MessengerServer

/// Runs the server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server (the default).",
        discussion: """
            Serves until SIGTERM or SIGINT; then it finishes what is under way, and a second signal ends it at once. \
            The schema of the database is brought up to date first, unless --no-migrate is given.

            Examples:
              messenger serve
              messenger serve --host 0.0.0.0 --port 80 --data-dir /var/lib/messenger
              messenger serve --database-url postgresql://chat:password@localhost/chat
              messenger serve --config /etc/messenger.yaml --set websocket.ping.interval=30s
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Flag(name: .customLong("no-migrate"), help: "Leave the database's schema as it is; see `messenger migrate`.")
    var leavesSchema = false

    /// For `scripts/autobahn`.
    @Flag(name: .customLong("echo"), help: .hidden)
    var echoes = false

    /// For the histories of the tests, which have both lanes into PostgreSQL at work all the time.
    @Option(name: .customLong("lane-fill"), help: .hidden)
    var laneFill: Int?

    func run() async throws {
        try await reportingFailure {
            fitLoopsToCores()
            let own = leavesSchema ? ["database.migrate": "false"] : [:]
            let (configuration, logger) = try await options.load(own)
            let limit = raiseDescriptorLimit()
            logger.info(
                limit.after > limit.before
                    ? "Raised the limit of open files and sockets"
                    : "The limit of open files and sockets stays as it is",
                metadata: ["before": .stringConvertible(limit.before), "after": .stringConvertible(limit.after)]
            )
            var tuning = Tuning()
            tuning.echoes = echoes
            if let laneFill { tuning.laneFill = laneFill }
            #if DEBUG
            tuning.seededFault = try SeededFault.wanted()
            if let fault = tuning.seededFault { logger.warning("This server has the seeded fault \(fault.rawValue)") }
            #endif
            try await ServerCommands.serve(
                configuration,
                migrate: configuration.database.migratesAtStart,
                tuning: tuning,
                logger: logger
            )
        }
    }
}
