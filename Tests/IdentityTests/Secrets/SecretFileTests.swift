import Foundation
import Testing

@testable import Identity

@Suite("The kept signing secret")
struct SecretFileTests {
    /// A directory of the test's own, gone afterwards.
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func write(_ text: String, mode: Int = 0o600, to folder: String) throws -> String {
        let path = folder + "/jwt-secret"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    @Test("the first start makes a secret of 48 random bytes that its owner alone can read")
    func creation() async throws {
        try await withDirectory { folder in
            let kept = try SigningSecret.loadOrCreate(in: folder)
            #expect(kept.isNew)
            #expect(kept.warning == nil)
            #expect(kept.path == folder + "/jwt-secret")
            #expect(Base64URL.decode(kept.secret.bytes[...])?.count == 48)
            #expect(try mode(kept.path) == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["jwt-secret"])
        }
    }

    @Test("later starts find the same secret, also by a path with a slash at its end", arguments: ["", "/"])
    func later(ending: String) async throws {
        try await withDirectory { folder in
            let first = try SigningSecret.loadOrCreate(in: folder)
            let second = try SigningSecret.loadOrCreate(in: folder + ending)
            #expect(!second.isNew)
            #expect(second.secret.bytes == first.secret.bytes)
            #expect(second.path == first.path)
        }
    }

    @Test("two directories have two secrets")
    func randomness() async throws {
        try await withDirectory { one in
            try await withDirectory { other in
                let secrets = try [one, other].map { try SigningSecret.loadOrCreate(in: $0).secret.bytes }
                #expect(secrets[0] != secrets[1])
            }
        }
    }

    @Test("many that start at once end with one secret, and one of them made it")
    func race() async throws {
        try await withDirectory { folder in
            let kept = try await withThrowingTaskGroup(of: KeptSecret.self) { group in
                for _ in 0..<32 { group.addTask { try SigningSecret.loadOrCreate(in: folder) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(kept.map(\.secret.bytes)).count == 1)
            #expect(kept.filter(\.isNew).count == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["jwt-secret"])
        }
    }

    @Test("one that comes second to making the file leaves the first one's alone")
    func second() async throws {
        try await withDirectory { folder in
            let path = folder + "/jwt-secret"
            #expect(try SigningSecret.create(path))
            let first = try Data(contentsOf: URL(filePath: path))
            #expect(try !SigningSecret.create(path))
            #expect(try Data(contentsOf: URL(filePath: path)) == first)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["jwt-secret"])
        }
    }

    @Test("a file that others can read is used with a warning", arguments: [0o644, 0o640, 0o604, 0o666])
    func permissions(mode: Int) async throws {
        try await withDirectory { folder in
            let path = try write(Tokens.secretText, mode: mode, to: folder)
            let kept = try SigningSecret.loadOrCreate(in: folder)
            #expect(kept.secret.bytes == Array(Tokens.secretText.utf8))
            #expect(kept.warning?.contains("chmod 600 \(path)") == true)
        }
    }

    @Test(
        "a file that its owner wrote by hand is read up to the end of its first line",
        arguments: ["", "\n", "\r\n", "\n\nx"]
    )
    func handwritten(ending: String) async throws {
        try await withDirectory { folder in
            _ = try write(Tokens.secretText + ending, to: folder)
            #expect(try SigningSecret.loadOrCreate(in: folder).secret.bytes == Array(Tokens.secretText.utf8))
        }
    }

    @Test(
        "a file without a usable secret is left alone and named",
        arguments: ["", "\n", "short", "\n" + Tokens.secretText]
    )
    func unusable(text: String) async throws {
        try await withDirectory { folder in
            let path = try write(text, to: folder)
            let count = text.prefix { $0 != "\n" }.utf8.count
            let reason = "it holds \(count) bytes and needs at least 32"
            #expect(throws: IdentityError.secretFile(path: path, reason: reason)) {
                try SigningSecret.loadOrCreate(in: folder)
            }
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(text.utf8))
        }
    }

    @Test("a directory in the file's place is refused")
    func directoryInPlace() async throws {
        try await withDirectory { folder in
            let path = folder + "/jwt-secret"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            #expect(throws: IdentityError.secretFile(path: path, reason: "it is no file")) {
                try SigningSecret.loadOrCreate(in: folder)
            }
        }
    }

    @Test("a directory that does not exist is an error that names the file")
    func missingDirectory() async throws {
        try await withDirectory { folder in
            let path = folder + "/nowhere/jwt-secret"
            #expect(throws: IdentityError.secretFile(path: path, reason: "No such file or directory")) {
                try SigningSecret.loadOrCreate(in: folder + "/nowhere")
            }
        }
    }
}
