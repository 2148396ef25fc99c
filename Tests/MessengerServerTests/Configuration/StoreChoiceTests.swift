import Testing

@testable import MessengerServer

@Suite("the choice of the database")
struct StoreChoiceTests {
    @Test("nothing set is SQLite in the data directory")
    func sqlite() {
        var configuration = ServerConfiguration()
        configuration.dataDirectory = "/srv/chat"
        #expect(configuration.store == .sqlite(directory: "/srv/chat"))
    }

    @Test("a user, a password and a port alone choose nothing, and that is remarked upon")
    func partsAlone() async throws {
        let environment = ["POSTGRES_USER": "u", "POSTGRES_PASSWORD": "sesame", "POSTGRES_PORT": "5432"]
        let loaded = try await ServerConfiguration.load(from: .empty(environment: environment))
        #expect(loaded.configuration.store == .sqlite(directory: "./data"))
        let remark = try #require(loaded.remarks.first)
        #expect(remark.contains("database.user (environment variable POSTGRES_USER)"))
        #expect(remark.hasSuffix("not used, since neither database.host nor database.name is set"))
        #expect(!remark.contains("sesame"))
    }

    @Test("a host or a name chooses PostgreSQL", arguments: ["POSTGRES_HOST", "POSTGRES_NAME"])
    func parts(variable: String) async throws {
        let loaded = try await ServerConfiguration.load(from: .empty(environment: [variable: "x"]))
        let isHost = variable == "POSTGRES_HOST"
        #expect(
            loaded.configuration.store
                == .postgres(
                    user: nil,
                    password: nil,
                    host: isHost ? "x" : nil,
                    port: nil,
                    database: isHost ? nil : "x"
                )
        )
        #expect(loaded.remarks.isEmpty)
    }

    @Test("a URL wins over the parts, and that is remarked upon")
    func url() async throws {
        let environment = ["DATABASE_URL": "postgresql://h/d", "POSTGRES_HOST": "other"]
        let loaded = try await ServerConfiguration.load(from: .empty(environment: environment))
        #expect(loaded.configuration.store == .postgresURL(Secret("postgresql://h/d")))
        #expect(
            loaded.remarks
                == ["database.host (environment variable POSTGRES_HOST): not used, since database.url is set"]
        )
    }

    @Test(
        "a health check asks this machine",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("[::1]", "[::1]"),
            ("chat.example.com", "chat.example.com"),
        ]
    )
    func localHost(host: String, expected: String) {
        var configuration = ServerConfiguration()
        configuration.host = host
        #expect(configuration.localHost == expected)
    }
}
