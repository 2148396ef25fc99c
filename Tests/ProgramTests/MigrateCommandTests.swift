import Foundation
import StoreSQL
import Testing

@testable import TestKit

@Suite("messenger migrate")
struct MigrateCommandTests {
    /// The migrations of an empty database.
    private static let all = Migration.all.map(\.name)

    @Test("a dry run tells what is missing and does nothing", arguments: StoreKind.all)
    func dryRun(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            for _ in 0..<2 {
                let ending = try await home.run("migrate", "--dry-run")
                #expect(ending.code == 0)
                #expect(ending.output == Self.all.map { "Would apply \($0).\n" }.joined())
            }
        }
    }

    @Test("it applies what is missing, and the second time nothing", arguments: StoreKind.all)
    func migrates(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let ending = try await home.run("migrate")
            #expect(ending.code == 0)
            #expect(ending.output == Self.all.map { "Applied \($0).\n" }.joined())
            for arguments in [["migrate"], ["migrate", "--dry-run"]] {
                let again = try await home.start(arguments).end()
                #expect(again.code == 0)
                #expect(again.output == "The database is up to date.\n")
            }
        }
    }

    @Test("without migrating, a server refuses a database that lacks something, and serves one that lacks nothing")
    func noMigrate() async throws {
        for store in StoreKind.all {
            try await withHome(store) { home in
                let arguments = [["--no-migrate"], ["--set", "database.migrate=false"]]
                for argument in arguments {
                    let ending = try await home.start(["serve", "--port", "0"] + argument).end()
                    #expect(ending.code == 1)
                    #expect(
                        ending.complaints == [
                            "messenger: The database lacks these migrations: \(Self.all.joined(separator: ", ")). Run `messenger migrate` first."
                        ]
                    )
                }
                #expect(try await home.run("migrate").code == 0)
                let node = try await home.serve("--no-migrate")
                #expect(try await node.get("/health").status == 200)
            }
        }
    }

    @Test("several that run at once apply everything once", arguments: StoreKind.all)
    func together(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let programs = try (0..<4).map { _ in try home.start(["migrate"]) }
            var applied: [String] = []
            for program in programs {
                let ending = try await program.end()
                #expect(ending.code == 0, "\(ending)")
                applied += Self.all.filter { ending.output.contains($0) }
            }
            #expect(applied.sorted() == Self.all)
            #expect(try await home.run("migrate").output == "The database is up to date.\n")
        }
    }
}
