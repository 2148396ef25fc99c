import FoundationEssentials
import Testing

@testable import MessengerServer

extension ConfigurationSources {
    /// Sources that look neither at this process's environment nor at the folder it was started in.
    static func empty(
        flags: [String: String] = [:],
        assignments: [String] = [],
        environment: [String: String] = [:],
        file: String? = ""
    ) -> Self {
        Self(flags: flags, assignments: assignments, environment: environment, file: file)
    }
}

/// Values for the options whose default is nothing, or says too little when it comes out again.
let sampleValues = [
    "database.url": "postgresql://u@h/d", "database.host": "h", "database.port": "5433", "database.name": "d",
    "database.user": "u", "database.password": "p", "jwt.secret": "0123456789abcdefghijklmnopqrstuv",
    "port": "8123", "docs.enabled": "false", "jwt.lifetime": "90min", "http.body.limit": "3 MiB",
    "cors.origins": "https://a.example,http://localhost:3000", "log.level": "warning", "log.format": "json",
]

/// A file, or a folder, that lives as long as this value.
final class TemporaryFile: Sendable {
    let folder: String
    let path: String

    init(_ text: String, name: String = "messenger.yaml") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "configuration-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// The problems of sources that must not load.
func problems(of sources: ConfigurationSources) async -> [String] {
    do throws(ConfigurationError) {
        _ = try await ServerConfiguration.load(from: sources)
        Issue.record("The configuration was accepted.")
        return []
    } catch {
        return error.problems.map(\.description)
    }
}
