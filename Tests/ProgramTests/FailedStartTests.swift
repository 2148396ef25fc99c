import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import TestKit

/// The secret that the original's repository gives as a sample.
private let sampleSecret = "60e564f55e8381869ecab0b9e87f5cf3" + "154140d97e8c6275aed3c80676652e2e"

/// What keeps the program from starting is said in one line that tells what to do.
@Suite("Starting the program where it cannot start")
struct FailedStartTests {
    @Test("a port in use")
    func portInUse() async throws {
        try await withHome { home in
            let node = try await home.serve()
            let ending = try await home.run("serve", "--port", "\(node.port)", "--data-dir", "other")
            #expect(ending.code == 1)
            #expect(
                ending.complaints == [
                    "messenger: Port \(node.port) on 127.0.0.1 is in use. Stop what uses it, or choose another with --port."
                ]
            )
            #expect(try await node.get("/health").status == 200)
        }
    }

    @Test("an address that the machine does not have")
    func foreignAddress() async throws {
        try await withHome { home in
            let ending = try await home.run("serve", "--port", "0", "--host", "192.0.2.1")
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("This machine has no address 192.0.2.1"))
        }
    }

    @Test(
        "a secret that everybody knows, or that can be guessed",
        arguments: [sampleSecret, "\"\(sampleSecret)\"", "0123456789012345678901234567890"]
    )
    func weakSecret(_ secret: String) async throws {
        try await withHome { home in
            let ending = try await home.run("serve", "--port", "0", environment: ["JWT_SECRET_KEY": secret])
            #expect(ending.code == 78)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("JWT_SECRET_KEY"))
            #expect(ending.errors.contains("openssl rand -hex 32"))
            #expect(!ending.errors.contains(secret))
        }
    }

    @Test("a kept secret that was cut off")
    func damagedSecretFile() async throws {
        try await withHome { home in
            let path = try home.file("data/jwt-secret", "short\n")
            let ending = try await home.run("serve", "--port", "0")
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.complaints.first?.contains("jwt-secret") == true)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "short\n", "it is left for the operator")
        }
    }

    @Test(
        "a configuration that is wrong",
        arguments: [
            ("port: [", "cannot be understood"),
            ("port: 70000", "port"),
            ("prot: 8000", "there is no option \"prot\""),
            ("log:\n  level: loud", "log.level"),
        ]
    )
    func wrongConfiguration(_ text: String, _ complaint: String) async throws {
        try await withHome { home in
            let file = try home.file("wrong.yaml", text)
            let ending = try await home.run("serve", "--config", file)
            #expect(ending.code == 78)
            #expect(ending.complaints.count == 1)
            #expect(ending.complaints.first?.contains(complaint) == true)
            #expect(ending.complaints.first?.contains("wrong.yaml") == true)
        }
    }

    @Test("a configuration file that is not there")
    func missingConfiguration() async throws {
        try await withHome { home in
            let ending = try await home.run("serve", "--config", "nowhere.yaml")
            #expect(ending.code == 78)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("nowhere.yaml"))
        }
    }

    @Test("a flag that does not exist")
    func unknownFlag() async throws {
        try await withHome { home in
            let ending = try await home.run("serve", "--prot", "8000")
            #expect(ending.code == 64)
            #expect(ending.errors.contains("Unknown option '--prot'"))
        }
    }

    @Test("a data directory that cannot be written", arguments: ["/proc/messenger", "a-file"])
    func unwritable(_ path: String) async throws {
        try await withHome { home in
            _ = try home.file("a-file", "")
            let ending = try await home.run("serve", "--port", "0", "--data-dir", path)
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("The data directory \(path) cannot be"))
            #expect(ending.errors.contains("--data-dir"))
        }
    }

    @Test("another file under the database's name", arguments: ["serve", "migrate", "demo-data"])
    func notADatabase(_ command: String) async throws {
        try await withHome { home in
            let text = String(repeating: "These are the minutes of a meeting.\n", count: 100)
            let path = try home.file("data/messenger.sqlite", text)
            let ending = try await home.run(command, "--port", "0")
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("messenger.sqlite is not a SQLite database"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text, "it is left as it was")
        }
    }

    @Test("a database that a newer server has migrated", arguments: StoreKind.all)
    func newerDatabase(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            #expect(try await home.run("migrate").code == 0)
            try await home.script("INSERT INTO schema_migrations VALUES (999, '0999 the future', 0)")
            for command in [
                ["serve", "--port", "0"], ["serve", "--no-migrate", "--port", "0"], ["migrate"], ["demo-data"],
            ] {
                let ending = try await home.start(command).end()
                #expect(ending.code == 1)
                #expect(ending.complaints.count == 1)
                #expect(ending.errors.contains("schema version 999"))
                #expect(ending.errors.contains("Start the newer server"))
            }
        }
    }

    @Test("a database of something else", arguments: StoreKind.all)
    func foreignDatabase(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            _ = try home.file("data/messenger.sqlite", "")
            try await home.script("CREATE TABLE recipes (id INTEGER)")
            let ending = try await home.run("serve", "--port", "0")
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("The database is not one of this server's"))
            #expect(ending.errors.contains("recipes"))
        }
    }

    @Test(
        "a PostgreSQL that is not there",
        arguments: [
            "postgresql://127.0.0.1:1/chat", "postgresql:///chat?host=/nowhere", "host=name.invalid dbname=chat",
        ]
    )
    func noPostgres(_ url: String) async throws {
        try await withHome { home in
            for command in ["serve", "migrate"] {
                let began = ContinuousClock.now
                let ending = try await home.run(command, "--port", "0", environment: ["DATABASE_URL": url])
                #expect((ContinuousClock.now - began).seconds < 30)
                #expect(ending.code == 1)
                #expect(ending.complaints.count == 1)
                #expect(ending.complaints.first?.contains("PostgreSQL") == true)
            }
        }
    }

    @Test("a PostgreSQL that accepts connections and says nothing")
    func silentPostgres() async throws {
        let silent = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        try await withHome { home in
            let url = "postgresql://127.0.0.1:\(silent.localAddress?.port ?? 0)/chat"
            let began = ContinuousClock.now
            let ending = try await home.run("serve", "--port", "0", environment: ["DATABASE_URL": url])
            #expect((ContinuousClock.now - began).seconds < 30)
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("PostgreSQL is unavailable"))
        }
        try await silent.close()
    }

    @Test("a PostgreSQL database that does not exist")
    func noSuchDatabase() async throws {
        try await withHome(.postgres) { home in
            let url = (home.database?.url ?? "").replacing("postgresql:///", with: "postgresql:///no_such_")
            let ending = try await home.run("serve", "--port", "0", environment: ["DATABASE_URL": url])
            #expect(ending.code == 1)
            #expect(ending.complaints.count == 1)
            #expect(ending.errors.contains("does not exist"))
        }
    }
}
