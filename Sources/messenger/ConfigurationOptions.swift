import ArgumentParser
import Foundation
import Logging
import MessengerServer

/// The options that every command takes which needs the server's configuration.
struct ConfigurationOptions: ParsableArguments {
    @Option(help: .option("host")) var host: String?
    @Option(help: .option("port")) var port: String?
    @Option(help: .option("data.dir", "folder")) var dataDir: String?
    @Option(name: .customLong("database-url"), help: .option("database.url", "url")) var databaseURL: String?
    @Option(help: .option("log.level", "level")) var logLevel: String?
    @Option(help: .option("log.format", "format")) var logFormat: String?
    @Option(help: ArgumentHelp("The configuration file, YAML or JSON.", valueName: "file")) var config: String?
    @Option(
        help: ArgumentHelp(
            "Sets any option, such as http.body.limit=2MiB; may be repeated.",
            valueName: "key=value"
        )
    )
    var set: [String] = []

    /// What the configuration is read from, given flags of a command's own.
    func sources(_ more: [String: String] = [:]) -> ConfigurationSources {
        let given = [
            "host": host, "port": port, "data.dir": dataDir, "database.url": databaseURL, "log.level": logLevel,
            "log.format": logFormat,
        ]
        return ConfigurationSources(
            flags: given.compactMapValues { $0 }.merging(more) { _, new in new },
            assignments: set,
            environment: ProcessInfo.processInfo.environment,
            file: config
        )
    }

    /// Reads the configuration and starts logging as it says; what is odd about it is the first that is logged.
    func load(_ more: [String: String] = [:]) async throws -> (ServerConfiguration, Logger) {
        let loaded = try await ServerConfiguration.load(from: sources(more))
        bootstrapLogging(loaded.configuration.log)
        let logger = Logger(label: "messenger")
        if let file = loaded.file {
            logger.debug("Read the configuration file", metadata: ["file": "\(file)"])
        }
        for remark in loaded.remarks {
            logger.warning("\(remark)")
        }
        return (loaded.configuration, logger)
    }
}

extension ArgumentHelp {
    /// The help of a flag that sets an option of the configuration.
    static func option(_ key: String, _ valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(stringLiteral: ServerConfiguration.help(for: key)).named(valueName)
    }

    private func named(_ valueName: String?) -> ArgumentHelp {
        var help = self
        help.valueName = valueName
        return help
    }
}
