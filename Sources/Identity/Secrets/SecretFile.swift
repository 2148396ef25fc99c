import CSodium
import Glibc

/// A secret that the server made for itself and keeps in a file.
public struct KeptSecret: Sendable {
    /// The secret.
    public let secret: SigningSecret
    /// The file that it stands in.
    public let path: String
    /// Whether it was made just now.
    public let isNew: Bool
    /// What an operator should mend; nil when nothing is amiss.
    public let warning: String?
}

extension SigningSecret {
    /// The secret in `directory`, which must exist; made there, readable by its owner alone, if there is none yet.
    ///
    /// Two processes that start at once end with the same secret: each writes its own under another name, and only one
    /// of them can link it to the name that counts.
    public static func loadOrCreate(in directory: String) throws(IdentityError) -> KeptSecret {
        try Argon2.prepare()
        let path = directory.hasSuffix("/") ? directory + "jwt-secret" : directory + "/jwt-secret"
        let isNew = exists(path) ? false : try create(path)
        let (text, mode) = try read(path)
        let warning =
            mode & 0o077 == 0
            ? nil : "Others can read the signing secret in \(path). Run: chmod 600 \(path)"
        return KeptSecret(secret: try parse(text, from: path), path: path, isNew: isNew, warning: warning)
    }

    private static func parse(_ text: String, from path: String) throws(IdentityError) -> SigningSecret {
        do {
            return try SigningSecret(parsing: text)
        } catch .secretTooShort(let bytes, let minimum) {
            throw .secretFile(path: path, reason: "it holds \(bytes) bytes and needs at least \(minimum)")
        } catch .publishedSecret {
            throw .secretFile(path: path, reason: "it is the sample of a public repository")
        }
    }

    private static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Makes a secret and tries to be the one whose secret counts; false when another was quicker.
    static func create(_ path: String) throws(IdentityError) -> Bool {
        var random = [UInt8](repeating: 0, count: 48)
        randombytes_buf(&random, random.count)
        let draft = "\(path).\(UInt64.random(in: .min ... .max))"
        defer { unlink(draft) }
        try write(Base64URL.encode(random) + "\n", to: draft, for: path)
        if link(draft, path) == 0 {
            syncFolder(of: path)
            return true
        }
        guard errno == EEXIST else { throw failure(path) }
        return false
    }

    private static func write(_ text: String, to draft: String, for path: String) throws(IdentityError) {
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard Glibc.write(file, text, text.utf8.count) == text.utf8.count, fsync(file) == 0 else {
            throw failure(path)
        }
    }

    /// The file's first line and its permissions.
    private static func read(_ path: String) throws(IdentityError) -> (text: String, mode: mode_t) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw failure(path) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .secretFile(path: path, reason: "it is no file") }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file, &buffer, buffer.count)
        guard count >= 0 else { throw failure(path) }
        let line = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return (String(decoding: line, as: UTF8.self), facts.st_mode)
    }

    /// Makes the new name outlive a power cut; a file system that cannot do it keeps it as well as it can.
    private static func syncFolder(of path: String) {
        let folder = open(
            String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static func failure(_ path: String) -> IdentityError {
        .secretFile(path: path, reason: String(cString: strerror(errno)))
    }
}
