/// One thing that is wrong with a configuration, for the person who wrote it.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// Where it stands: `--port`, `environment variable PORT`, `messenger.yaml`.
    public let place: String
    /// The option that it is about, if there is one.
    public let option: String?
    /// What is wrong and what would be right; never a secret.
    public let explanation: String

    /// One line: the option, the place and the explanation.
    public var description: String {
        let about = option.map { "\($0) (\(place))" } ?? place
        return "\(about): \(explanation)"
    }
}

/// Everything that is wrong with a configuration.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems, in the order of the options; never empty.
    public let problems: [ConfigurationProblem]

    /// A line for each problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}

/// Where the value of an option comes from.
public enum ConfigurationOrigin: Hashable, Sendable, CustomStringConvertible {
    /// A flag of the command line, or `--set KEY`.
    case commandLine(String)
    /// An environment variable.
    case environment(String)
    /// The configuration file.
    case file(String)
    /// Nothing set it.
    case standard

    /// A few words, as a report shows them.
    public var description: String {
        switch self {
        case .commandLine(let flag): flag
        case .environment(let name): "environment variable \(name)"
        case .file(let path): path
        case .standard: "default"
        }
    }
}
