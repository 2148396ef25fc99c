public import Logging
import Synchronization

/// Keeps what a server logs.
public final class LogRecorder: Sendable {
    /// One line of the log.
    public struct Line: Sendable, CustomStringConvertible {
        /// How much it matters.
        public let level: Logger.Level
        /// What it says.
        public let message: String
        /// Its fields.
        public let metadata: Logger.Metadata

        /// Everything in it.
        public var description: String {
            let fields = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return ([level.rawValue, message] + fields).joined(separator: " ")
        }
    }

    private let recorded = Mutex<[Line]>([])

    /// A recorder without lines.
    public init() {}

    /// The lines so far.
    public var lines: [Line] {
        recorded.withLock { $0 }
    }

    /// The lines of one level.
    public func lines(_ level: Logger.Level) -> [Line] {
        lines.filter { $0.level == level }
    }

    /// A logger whose lines are kept here.
    public func logger(level: Logger.Level = .debug) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(recorder: self) }
        logger.logLevel = level
        return logger
    }

    fileprivate func record(_ line: Line) {
        recorded.withLock { $0.append(line) }
    }
}

private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
        recorder.record(.init(level: event.level, message: event.message.description, metadata: fields))
    }
}
