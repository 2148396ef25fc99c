import Dispatch
import Domain
import GRDB
import Logging
import Synchronization

/// Copies the write-ahead log into the file in the background, on a connection of its own, so that no writer waits.
final class SQLiteCheckpointer: Sendable {
    private let connection: DatabaseQueue
    private let delay: DispatchTimeInterval
    private let logger: Logger
    private let plan = Mutex(CheckpointPlan())
    private let lane = DispatchQueue(label: "messenger.sqlite.checkpoint", qos: .utility)

    init(connection: DatabaseQueue, options: SQLiteOptions, logger: Logger) {
        self.connection = connection
        self.logger = logger
        delay = .microseconds(Int(options.checkpointDelay.wholeMicroseconds))
    }

    /// Notes a write; nothing runs, not even a timer, while there are none.
    func wrote() {
        if plan.withLock({ $0.wrote() }) { schedule() }
    }

    /// Does what the plan says is due, on the lane only.
    private func step() {
        switch plan.withLock({ $0.step() }) {
        case .copy:
            _ = checkpoint(.passive)
            schedule()
        case .empty:
            if !checkpoint(.truncate), plan.withLock({ $0.failedToEmpty() }) { schedule() }
        case nil:
            break
        }
    }

    /// Waits for a step that is under way, and closes the connection.
    func close() async {
        await withCheckedContinuation { continuation in
            lane.async {
                // A step that comes later finds nothing to do: GRDB would hand SQLite a connection that is gone.
                self.plan.withLock { $0.close() }
                do {
                    try self.connection.close()
                } catch {
                    self.logger.warning("cannot close a connection", metadata: ["reason": "\(error)"])
                }
                continuation.resume()
            }
        }
    }

    private func schedule() {
        lane.asyncAfter(deadline: .now() + delay) { [weak self] in self?.step() }
    }

    private func checkpoint(_ mode: Database.CheckpointMode) -> Bool {
        do {
            try connection.inDatabase { _ = try $0.checkpoint(mode) }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch {
            logger.error("checkpoint failed", metadata: ["reason": "\(error)"])
            return false
        }
    }
}
