import Configuration
import FoundationEssentials
import Synchronization
import SystemPackage

/// A configuration file, read: YAML, or JSON, which is YAML too.
struct ConfigurationFile: Sendable {
    let path: String
    let provider: FileProvider<YAMLSnapshot>?
    /// The keys that it sets, in the order of the file.
    let keys: [String]

    /// Reads a file; one that holds only comments sets nothing.
    init(path: String) async throws(ConfigurationProblem.Thrown) {
        self.path = path
        guard try Self.holdsSettings(path) else {
            (provider, keys) = (nil, [])
            return
        }
        let seen = SeenKeys()
        do {
            let options = YAMLSnapshot.ParsingOptions(secretsSpecifier: .dynamic { key, _ in seen.note(key) })
            provider = try await FileProvider(parsingOptions: options, filePath: FilePath(path))
        } catch {
            throw Self.problem(path, "cannot be understood: \(Self.firstLine(of: error))")
        }
        keys = seen.all
    }

    /// What no option knows, and what stands there twice.
    var problems: [ConfigurationProblem] {
        var earlier: Set<String> = []
        return keys.compactMap { key in
            if OptionNames.option(key) == nil {
                return .init(place: path, option: nil, explanation: OptionNames.unknown(key))
            }
            return earlier.insert(key).inserted ? nil : .init(place: path, option: key, explanation: "is set twice")
        }
    }
}

extension ConfigurationFile {
    private static func holdsSettings(_ path: String) throws(ConfigurationProblem.Thrown) -> Bool {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw problem(path, "cannot be read: \(reason(error))")
        }
        guard let text = String(bytes: data, encoding: .utf8) else { throw problem(path, "is not UTF-8") }
        return text.split(whereSeparator: \.isNewline).map(trimmed).contains {
            !$0.isEmpty && !$0.hasPrefix("#") && $0 != "---"
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
        case .fileReadNoPermission: "permission denied"
        default: firstLine(of: error)
        }
    }

    private static func problem(_ path: String, _ explanation: String) -> ConfigurationProblem.Thrown {
        .init(problem: .init(place: path, option: nil, explanation: explanation))
    }

    /// The parser quotes the line it stumbled over, which may hold a secret: only what comes before is shown.
    private static func firstLine(of error: any Error) -> String {
        let text = String(describing: error)
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        return escapedForTerminal(line.hasSuffix(":") ? String(line.dropLast()) : String(line))
    }
}

extension ConfigurationProblem {
    /// A problem on its way to the list of all.
    struct Thrown: Error {
        let problem: ConfigurationProblem
    }
}

/// The keys of a file.
///
/// The parser asks of each whether it is a secret: the only occasion on which it names them.
private final class SeenKeys: Sendable {
    private let keys = Mutex<[String]>([])

    /// Remembers a key, and tells whether its value is to be kept from view.
    func note(_ key: String) -> Bool {
        keys.withLock { $0.append(key) }
        return OptionNames.option(key)?.secrecy != .open
    }

    var all: [String] {
        keys.withLock { $0 }
    }
}
