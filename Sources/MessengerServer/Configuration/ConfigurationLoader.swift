import FoundationEssentials
import Identity

/// A configuration together with where it comes from.
public struct LoadedConfiguration: Sendable {
    /// The configuration.
    public let configuration: ServerConfiguration
    /// The file that was read, if one was.
    public let file: String?
    /// What is odd about it but no error, a sentence each, for the log.
    public let remarks: [String]
    /// Where each option comes from, by key; what is missing has its default.
    let origins: [String: ConfigurationOrigin]
}

extension ServerConfiguration {
    /// Reads a configuration: the command line before the environment, the file and the defaults.
    ///
    /// - Throws: everything that is wrong in any of the sources, at once.
    public static func load(from sources: ConfigurationSources) async throws(ConfigurationError) -> LoadedConfiguration
    {
        var loader = ConfigurationLoader(sources: sources)
        await loader.readSources()
        loader.applyOptions()
        loader.checkTokens()
        return try loader.result()
    }
}

/// Reads the sources and collects what is wrong with them.
private struct ConfigurationLoader {
    let sources: ConfigurationSources
    var commandLine: [String: PlacedValue] = [:]
    var environment: [String: PlacedValue] = [:]
    var file: ConfigurationFile?
    var configuration = ServerConfiguration()
    var origins: [String: ConfigurationOrigin] = [:]
    var problems: [ConfigurationProblem] = []

    init(sources: ConfigurationSources) {
        self.sources = sources
    }

    mutating func readSources() async {
        commandLine = sources.commandLine(problems: &problems)
        environment = sources.environmentValues()
        guard let path = filePath else { return }
        do {
            let read = try await ConfigurationFile(path: path)
            problems += read.problems
            file = read
        } catch {
            problems.append(error.problem)
        }
    }

    /// The file that is named, or the one of the data directory if it is there.
    private var filePath: String? {
        if let named = sources.file {
            return named.isEmpty ? nil : named
        }
        if let named = sources.environment[ConfigurationSources.fileVariable], !named.isEmpty {
            return named
        }
        let option = "data.dir"
        let folder = commandLine[option]?.value ?? environment[option]?.value ?? configuration.dataDirectory
        let path = DataDirectory(folder).file(ConfigurationSources.fileName)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    mutating func applyOptions() {
        let reader = SettingReader(commandLine: commandLine, environment: environment, file: file)
        for option in ServerConfiguration.options {
            guard let (raw, origin) = reader.setting(of: option) else { continue }
            origins[option.key] = origin
            do {
                try option.apply(raw, &configuration)
            } catch {
                let explanation = "\(shown(raw, option)) is not allowed; it must be \(error.mustBe)"
                problems.append(.init(place: origin.description, option: option.key, explanation: explanation))
            }
        }
    }

    /// A longer hash needs a longer secret, and some lifetimes fit no token: what signs tokens knows.
    mutating func checkTokens() {
        guard let secret = configuration.jwt.secret else { return }
        do throws(IdentityError) {
            _ = try TokenIssuer(
                secret: SigningSecret(parsing: secret.rawValue),
                algorithm: SigningAlgorithm(parsing: configuration.jwt.algorithm),
                lifetime: configuration.jwt.lifetime
            )
        } catch {
            let place = (origins["jwt.secret"] ?? .standard).description
            problems.append(.init(place: place, option: "jwt.secret", explanation: error.description))
        }
    }

    private func shown(_ raw: RawSetting, _ option: ConfigurationOption) -> String {
        switch raw {
        case .text(let text): "\"\(escapedForTerminal(option.secrecy.masked(text)))\""
        case .list(let items): option.secrecy == .open ? escapedForTerminal("\(items)") : Secret.stars
        }
    }

    func result() throws(ConfigurationError) -> LoadedConfiguration {
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return LoadedConfiguration(
            configuration: configuration,
            file: file?.path,
            remarks: sources.doubtfulVariables() + databaseRemarks,
            origins: origins
        )
    }

    /// Settings of PostgreSQL that change nothing, although somebody made them.
    private var databaseRemarks: [String] {
        let parts = ["database.host", "database.port", "database.name", "database.user", "database.password"]
        let unused = parts.compactMap { key in origins[key].map { "\(key) (\($0))" } }.joined(separator: ", ")
        guard !unused.isEmpty else { return [] }
        switch configuration.store {
        case .postgres: return []
        case .postgresURL: return ["\(unused): not used, since database.url is set"]
        case .sqlite: return ["\(unused): not used, since neither database.host nor database.name is set"]
        }
    }
}
