import Configuration
import Synchronization

/// Looks options up in the sources, the strongest first, and knows which one answered.
struct SettingReader: Sendable {
    private let reader: ConfigReader
    private let witness = Witness()
    private let origins: [@Sendable (String) -> ConfigurationOrigin?]

    init(commandLine: [String: PlacedValue], environment: [String: PlacedValue], file: ConfigurationFile?) {
        var providers: [any ConfigProvider] = [
            Self.provider(commandLine), Self.environmentProvider(environment),
        ]
        var origins: [@Sendable (String) -> ConfigurationOrigin?] = [
            { commandLine[$0]?.origin }, { environment[$0]?.origin },
        ]
        if let file, let provider = file.provider {
            providers.append(provider)
            origins.append { _ in .file(file.path) }
        }
        self.origins = origins
        reader = ConfigReader(providers: providers, accessReporter: witness)
    }

    /// What the strongest source that names the option says; nil when none does.
    func setting(of option: ConfigurationOption) -> (raw: RawSetting, origin: ConfigurationOrigin)? {
        guard let raw = raw(of: option), origins.indices.contains(witness.answering),
            let origin = origins[witness.answering](option.key)
        else { return nil }
        return (raw, origin)
    }

    private func raw(of option: ConfigurationOption) -> RawSetting? {
        let key = ConfigKey(option.key)
        let isSecret = option.secrecy != .open
        if let text = reader.string(forKey: key, isSecret: isSecret) {
            return .text(text)
        }
        return reader.stringArray(forKey: key, isSecret: isSecret).map { .list($0) }
    }

    private static func provider(_ values: [String: PlacedValue]) -> InMemoryProvider {
        let pairs = values.map { (AbsoluteConfigKey(ConfigKey($0)), ConfigValue(.string($1.value), isSecret: false)) }
        return InMemoryProvider(
            name: "command line",
            values: Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        )
    }

    /// The environment with one name for each option, whichever of its names was used.
    private static func environmentProvider(
        _ values: [String: PlacedValue]
    ) -> KeyMappingProvider<EnvironmentVariablesProvider> {
        let pairs = values.map { (ConfigurationOption.variable(of: $0), $1.value) }
        let variables = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        return EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "messenger")
    }
}

/// Remembers which provider answered last: readers tell that only to a reporter.
private final class Witness: AccessReporter {
    private let place = Mutex(-1)

    /// The provider's place in the reader's list.
    var answering: Int {
        place.withLock { $0 }
    }

    func report(_ event: AccessEvent) {
        place.withLock { $0 = event.providerResults.count - 1 }
    }
}
