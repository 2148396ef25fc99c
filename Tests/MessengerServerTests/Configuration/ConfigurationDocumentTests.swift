import FoundationEssentials
import Testing

@testable import MessengerServer

@Suite("docs/configuration.md")
struct ConfigurationDocumentTests {
    /// The package's folder: this file is Tests/MessengerServerTests/Configuration/….
    private var document: String {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/configuration.md").path
    }

    @Test("is what the declarations of the options make of it; `messenger config docs` writes it anew")
    func upToDate() throws {
        let written = try String(contentsOfFile: document, encoding: .utf8)
        #expect(written == ConfigurationDocument.markdown)
    }

    @Test("names every option with its variables, its flag and its default")
    func complete() {
        let rows = ConfigurationDocument.markdown.split(separator: "\n").filter { $0.hasPrefix("| **") }
        #expect(rows.count == ServerConfiguration.options.count)
        for (row, option) in zip(rows, ServerConfiguration.options) {
            #expect(row.hasPrefix("| **`\(option.key)`**"))
            for name in option.environment + (option.flag.map { [$0] } ?? []) {
                #expect(row.contains("`\(name)`"))
            }
            #expect(row.contains(option.value(ServerConfiguration()).map { "| `\($0)` |" } ?? "| not set |"))
        }
    }

    @Test("has an example that the server accepts")
    func example() async throws {
        let parts = ConfigurationDocument.markdown.split(separator: "```yaml\n")
        let yaml = try #require(parts.last?.split(separator: "```").first)
        let file = try TemporaryFile(String(yaml))
        let configuration = try await ServerConfiguration.load(from: .empty(file: file.path)).configuration
        #expect(configuration.database.poolSize == 16)
        #expect(configuration.jwt.lifetime == .seconds(12 * 3600))
        #expect(configuration.corsOrigins == ["https://chat.example.com"])
    }
}
