import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The folder where the server keeps what it must not lose.
public struct DataDirectory: Hashable, Sendable {
    /// The folder's path as it was given.
    public let path: String

    /// Names a folder; `prepare` makes it.
    public init(_ path: String) {
        self.path = path
    }

    /// The path of a file in it.
    public func file(_ name: String) -> String {
        FilePath(path).appending(name).string
    }

    /// Makes the folder, with those above it, for this user alone (mode 700), or checks one that is there.
    ///
    /// - Throws: `DataDirectoryError` when it cannot be made, is no folder, or cannot be written to.
    public func prepare() throws(DataDirectoryError) {
        do throws(Errno) {
            try Self.make(FilePath(path))
        } catch {
            throw DataDirectoryError(path: path, reason: "cannot be made (\(error))")
        }
        do {
            try checkWritable()
        } catch {
            throw DataDirectoryError(path: path, reason: "cannot be written to (\(error))")
        }
    }

    /// Makes a folder unless something has its name already.
    private static func make(_ folder: FilePath) throws(Errno) {
        let parent = folder.removingLastComponent()
        switch Errno(rawValue: mkdir(folder.string, 0o700) == 0 ? 0 : errno) {
        case Errno(rawValue: 0), .fileExists:
            return
        case .noSuchFileOrDirectory where !parent.isEmpty && parent != folder:
            try make(parent)
            guard mkdir(folder.string, 0o700) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
        case let error:
            throw error
        }
    }

    /// Only writing shows whether writing works: full disks and read-only mounts have innocent permissions.
    private func checkWritable() throws {
        let probe = FilePath(file(".write-check-\(UInt64.random(in: 0...UInt64.max))"))
        let options: FileDescriptor.OpenOptions = [.create, .exclusiveCreate]
        let file = try FileDescriptor.open(probe, .writeOnly, options: options, permissions: .ownerReadWrite)
        defer { unlink(probe.string) }
        try file.closeAfter { _ = try file.writeAll("ok".utf8) }
    }
}

/// Why a data directory cannot be used.
public struct DataDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The folder.
    public let path: String
    /// What is wrong with it.
    public let reason: String

    /// One sentence for an operator.
    public var description: String {
        "The data directory \(path) \(reason). Choose another with --data-dir, or repair its permissions."
    }
}
