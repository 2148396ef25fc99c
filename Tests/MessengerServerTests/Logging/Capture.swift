import Synchronization
import SystemPackage

@testable import MessengerServer

/// An output of the log whose bytes a test can read.
final class Capture: Sendable {
    let output: LogOutput
    private let reader: FileDescriptor
    private let writer: Mutex<FileDescriptor?>

    init() throws {
        let ends = try FileDescriptor.pipe()
        reader = ends.readEnd
        writer = Mutex(ends.writeEnd)
        output = LogOutput(descriptor: ends.writeEnd.rawValue)
    }

    deinit {
        closeWriter()
        try? reader.close()
    }

    /// Ends the output: `readAll` comes to its end.
    func closeWriter() {
        writer.withLock { descriptor in
            try? descriptor?.close()
            descriptor = nil
        }
    }

    /// Ends the output and says what was written: no more than a pipe holds.
    func finish() throws -> String {
        closeWriter()
        return try readAll()
    }

    /// Reads until the output is ended.
    func readAll() throws -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try part.withUnsafeMutableBytes { try reader.read(into: $0) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }
}
