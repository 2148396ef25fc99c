/// What a configuration is read from, the strongest first; the options' defaults are the weakest.
public struct ConfigurationSources: Sendable {
    /// The values of the command line's own flags, by the options' keys: `["port": "8080"]`.
    public var flags: [String: String]
    /// The texts of `--set`: `key=value`.
    public var assignments: [String]
    /// The environment.
    public var environment: [String: String]
    /// The file that the command line names, empty for none at all; with nil it is the one that `MESSENGER_CONFIG`
    /// names, or `messenger.yaml` in the data directory if it exists.
    public var file: String?

    /// The variable that names the configuration file.
    public static let fileVariable = "MESSENGER_CONFIG"
    /// The file in the data directory that is read if it exists.
    public static let fileName = "messenger.yaml"

    /// Puts together what a configuration is to be read from.
    public init(
        flags: [String: String] = [:],
        assignments: [String] = [],
        environment: [String: String] = [:],
        file: String? = nil
    ) {
        self.flags = flags
        self.assignments = assignments
        self.environment = environment
        self.file = file
    }
}

/// A value and where it comes from.
struct PlacedValue: Hashable {
    let value: String
    let origin: ConfigurationOrigin
}

extension ConfigurationSources {
    /// What the command line sets, by key; what makes no sense goes to `problems`.
    func commandLine(problems: inout [ConfigurationProblem]) -> [String: PlacedValue] {
        var values: [String: PlacedValue] = [:]
        for (key, value) in flags {
            let flag = OptionNames.option(key)?.flag ?? "--set \(key)"
            values[key] = PlacedValue(value: value, origin: .commandLine(flag))
        }
        for assignment in assignments {
            switch Self.parse(assignment) {
            case .failure(let problem):
                problems.append(problem.value)
            case .success(let (key, value)):
                let origin = ConfigurationOrigin.commandLine("--set \(key)")
                if let earlier = values.updateValue(PlacedValue(value: value, origin: origin), forKey: key) {
                    problems.append(
                        .init(place: origin.description, option: key, explanation: "also set by \(earlier.origin)")
                    )
                }
            }
        }
        return values
    }

    /// What the environment sets, by key.
    ///
    /// An empty variable sets nothing: that is what compose files make of unset ones.
    func environmentValues() -> [String: PlacedValue] {
        var values: [String: PlacedValue] = [:]
        for option in ServerConfiguration.options {
            for name in option.environment.reversed() {
                guard let value = environment[name], !value.isEmpty, !Self.isServiceLink(value) else { continue }
                values[option.key] = PlacedValue(value: value, origin: .environment(name))
            }
        }
        return values
    }

    /// Variables that look like ours but set nothing, each with the name it was probably meant to have.
    func doubtfulVariables() -> [String] {
        let known = Set(ServerConfiguration.options.flatMap(\.environment) + [Self.fileVariable])
        return environment.keys.sorted().compactMap { name in
            guard name.hasPrefix("MESSENGER_"), !known.contains(name),
                let key = OptionNames.closest(to: String(name.dropFirst("MESSENGER_".count)))
            else { return nil }
            return "environment variable \(name) sets nothing; did you mean \(ConfigurationOption.variable(of: key))?"
        }
    }

    /// Kubernetes and docker put the address of a service called "messenger" into `MESSENGER_PORT`.
    private static func isServiceLink(_ value: String) -> Bool {
        value.hasPrefix("tcp://") || value.hasPrefix("udp://")
    }

    private struct Malformed: Error {
        let value: ConfigurationProblem
    }

    private static func parse(_ assignment: String) -> Result<(String, String), Malformed> {
        guard let equals = assignment.firstIndex(of: "=") else {
            let explanation = "\"\(escapedForTerminal(assignment))\" must be KEY=VALUE, such as http.body.limit=2MiB"
            return .failure(Malformed(value: .init(place: "--set", option: nil, explanation: explanation)))
        }
        let key = trimmed(assignment[..<equals])
        guard OptionNames.option(key) != nil else {
            return .failure(Malformed(value: .init(place: "--set", option: nil, explanation: OptionNames.unknown(key))))
        }
        return .success((key, String(assignment[assignment.index(after: equals)...])))
    }
}
