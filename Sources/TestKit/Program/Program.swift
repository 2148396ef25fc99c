import Foundation
import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How a run of the program ended.
struct Ending: Sendable, CustomStringConvertible {
    /// The exit code; nil when a signal ended it.
    let code: Int32?
    /// The signal that ended it; nil when it ended by itself.
    let signal: Int32?
    /// What it wrote to the standard output.
    let output: String
    /// What it wrote to the standard error.
    let errors: String

    /// The lines of the standard error that are said to people, without the log.
    var complaints: [String] {
        errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("{") }
    }

    var description: String {
        let end = code.map { "exit code \($0)" } ?? "signal \(signal ?? 0)"
        return "\(end)\n--- output\n\(output)\n--- errors\n\(errors)"
    }
}

/// The program as it was built, running as a process.
///
/// It gets an environment without settings of the machine's own, and writes to files: no pipe can fill up. On Linux it
/// ends with the tests, however they end.
final class Program: Sendable {
    /// The number of the process.
    let pid: Int32
    private let process: Process
    private let output: URL
    private let errors: URL

    /// Starts it in a folder, which is also where its output goes.
    init(_ arguments: [String], environment: [String: String] = [:], in folder: URL) throws {
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        errors = folder.appending(path: "\(name).err")
        process = Process()
        let command = try Self.leash + [Self.executable().path] + arguments
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = Self.bareEnvironment.merging(environment) { $1 }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(output)
        process.standardError = try Self.file(errors)
        // The kernel ends it with the thread that starts it, and this one stays.
        let start = MultiThreadedEventLoopGroup.singleton.any().submit { [process] in try process.run() }
        try start.wait()
        pid = process.processIdentifier
    }

    /// Whether it has ended.
    var hasEnded: Bool { !process.isRunning }

    /// What it has logged so far.
    var log: String { Self.text(of: errors) }

    /// Sends it a signal.
    func send(_ signal: Int32) {
        if process.isRunning { kill(pid, signal) }
    }

    /// Waits until it has ended.
    func end(within patience: Duration = patience) async throws -> Ending {
        try await eventually("the end of \(process.arguments ?? [])", within: patience, otherwise: log) {
            process.isRunning ? nil : ()
        }
        let status = process.terminationStatus
        let hasExited = process.terminationReason == .exit
        return Ending(
            code: hasExited ? status : nil,
            signal: hasExited ? nil : status,
            output: Self.text(of: output),
            errors: log
        )
    }

    /// What the kernel is to end with the tests, killed or not: it becomes the program, so the number of the process stays.
    private static let leash =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") ? ["setpriv", "--pdeathsig", "KILL"] : []

    /// Where the build put it: beside the tests.
    private static func executable() throws -> URL {
        let hosts = [Bundle.main.executableURL].compactMap { $0 } + CommandLine.arguments.map { URL(filePath: $0) }
        for host in hosts {
            for folder in sequence(first: host, next: { $0.path == "/" ? nil : $0.deletingLastPathComponent() }).prefix(
                6
            ) {
                let candidate = folder.deletingLastPathComponent().appending(path: "messenger")
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue,
                    FileManager.default.isExecutableFile(atPath: candidate.path)
                {
                    return candidate
                }
            }
        }
        throw NeverCame(description: "There is no program messenger beside the tests: \(hosts)")
    }

    private static let bareEnvironment = ProcessInfo.processInfo.environment.filter { name, _ in
        ["HOME", "PATH", "TMPDIR", "LD_LIBRARY_PATH"].contains(name)
    }

    private static func file(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    private static func text(of file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
