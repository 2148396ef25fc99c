import FoundationEssentials
import Testing

@testable import MessengerServer

@Suite("reports on a configuration")
struct ConfigurationReportTests {
    private let secret = "0123456789abcdefghijklmnopqrstuv"

    private func loaded() async throws -> LoadedConfiguration {
        try await ServerConfiguration.load(
            from: .empty(
                flags: ["port": "8123"],
                environment: [
                    "JWT_SECRET_KEY": secret, "DATABASE_URL": "postgresql://u:sesame@h/d?sslmode=require",
                    "POSTGRES_PASSWORD": "sesame",
                ]
            )
        )
    }

    @Test("list every option with its value and where it comes from")
    func text() async throws {
        let lines = ConfigurationReport(try await loaded()).text.split(separator: "\n").map(String.init)
        #expect(lines.count == ServerConfiguration.options.count)
        let words = lines.map { $0.split(separator: " ").map(String.init) }
        #expect(words.contains(["port", "8123", "--port"]))
        #expect(words.contains(["host", "127.0.0.1", "default"]))
        #expect(words.contains(["database.host", "-", "default"]))
        #expect(words.contains(["jwt.secret", "********", "environment", "variable", "JWT_SECRET_KEY"]))
        #expect(
            words.contains([
                "database.url", "postgresql://u:********@h/d?sslmode=require", "environment", "variable",
                "DATABASE_URL",
            ])
        )
    }

    @Test("in JSON say the same")
    func json() async throws {
        struct Line: Decodable, Equatable {
            let key: String
            let value: String?
            let origin: String
        }
        let json = ConfigurationReport(try await loaded()).json
        let lines = try JSONDecoder().decode([Line].self, from: Data(json.utf8))
        #expect(lines.map(\.key) == ServerConfiguration.options.map(\.key))
        #expect(lines.contains(Line(key: "port", value: "8123", origin: "--port")))
        #expect(lines.contains(Line(key: "database.host", value: nil, origin: "default")))
        #expect(lines.contains(Line(key: "http.body.limit", value: "1 MiB", origin: "default")))
    }

    @Test("never show a secret, nor does anything else that prints a configuration")
    func secrets() async throws {
        let loaded = try await loaded()
        let report = ConfigurationReport(loaded)
        var dumped = ""
        dump(loaded.configuration, to: &dumped)
        for text in [
            report.text, report.json, "\(loaded)", String(reflecting: loaded.configuration), dumped,
            "\(loaded.remarks)",
        ] {
            #expect(!text.contains("sesame"))
            #expect(!text.contains(secret))
        }
    }
}
