import Foundation
import LoadTool
import UnixSignals

/// The line on a terminal that tells how far a run is; nothing where the standard error is no terminal.
struct BenchScreen: Sendable {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    func show(_ text: String) {
        if isTerminal { FileHandle.standardError.write(Data(text.utf8)) }
    }

    func clear() {
        show(ProgressLine.clear)
    }
}

/// Somebody has ended the run before it was done.
struct Interrupted: Error, CustomStringConvertible {
    let description = "Interrupted: there is no report."
}

/// Does something, and cancels it on SIGINT or SIGTERM, so that what was started is ended, too.
func untilSignal<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { tasks in
        tasks.addTask { try await work() }
        tasks.addTask {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return nil }
            return nil
        }
        defer { tasks.cancelAll() }
        guard let first = try await tasks.next(), let value = first else { throw Interrupted() }
        return value
    }
}
