import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder, a database if one is asked for, and the programs that a test runs there.
final class Home: Sendable {
    /// Where the programs run, and where their output goes.
    let folder: URL
    /// The PostgreSQL database; nil where SQLite in the data directory is used.
    let database: TestDatabase?
    private let programs = Mutex<[Program]>([])

    fileprivate init(folder: URL, database: TestDatabase?) {
        self.folder = folder
        self.database = database
    }

    /// The data directory of the programs; the first that needs it makes it.
    var data: URL { folder.appending(path: "data") }

    /// Starts the program in this home: with the default data directory, and on this home's database.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Program {
        var environment = environment
        if let database, environment["DATABASE_URL"] == nil { environment["DATABASE_URL"] = database.url }
        let program = try Program(arguments, environment: environment, in: folder)
        programs.withLock { $0.append(program) }
        return program
    }

    /// Runs the program to its end.
    func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Ending {
        try await start(arguments, environment: environment).end()
    }

    /// Starts a server and waits until it listens.
    func serve(_ arguments: String..., environment: [String: String] = [:]) async throws -> Node {
        try await Node(start(["serve", "--port", "0"] + arguments, environment: environment))
    }

    /// Writes a file into the folder, and tells its path.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    fileprivate func endPrograms() async {
        for program in programs.withLock({ $0 }) {
            program.send(SIGKILL)
            _ = try? await program.end()
        }
    }
}

/// Each program is a process with threads of its own.
private let turnstile = Turnstile(places: 4)

/// Gives a test an empty folder and, for PostgreSQL, an empty database; ends its programs and removes both afterwards.
func withHome(_ store: StoreKind = .sqlite, _ body: (Home) async throws -> Void) async throws {
    try await turnstile.pass { try await withHomeInside(store, body) }
}

private func withHomeInside(_ store: StoreKind, _ body: (Home) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "messenger-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let home = Home(folder: folder, database: store == .postgres ? try await TestDatabase.create() : nil)
    let result = await Result { try await body(home) }
    await home.endPrograms()
    try await home.database?.drop()
    try result.get()
}
