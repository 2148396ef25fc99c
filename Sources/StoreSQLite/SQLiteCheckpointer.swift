import Dispatch
import Domain
import GRDB
import Logging
import Synchronization

/// Copies the write-ahead log into the file in the background, on a connection of its own, so that no writer waits.
///
/// While others write, a copy never reaches the log's end, and only a log that is copied to its end starts over. So the
/// little that came in meanwhile is copied by the writer itself, between two commits.
final class SQLiteCheckpointer: Sendable {
    private let connection: DatabaseQueue
    private let finish: @Sendable (_ finished: @escaping @Sendable () -> Void) -> Void
    private let delay: DispatchTimeInterval
    private let logger: Logger
    private let plan: Mutex<CheckpointPlan>
    private let lane = DispatchQueue(label: "messenger.sqlite.checkpoint", qos: .utility)

    /// A checkpointer that has the writer finish what it began, by `finish`.
    init(
        connection: DatabaseQueue,
        options: SQLiteOptions,
        logger: Logger,
        finish: @escaping @Sendable (_ finished: @escaping @Sendable () -> Void) -> Void
    ) {
        self.connection = connection
        self.finish = finish
        self.logger = logger
        delay = .microseconds(Int(options.checkpointDelay.wholeMicroseconds))
        plan = Mutex(CheckpointPlan(longLog: options.longLogPages))
    }

    /// Notes a write, after which the log has so many pages; nothing runs, not even a timer, while there are none.
    func wrote(pages: Int) {
        let due = plan.withLock { $0.wrote(pages: pages) }
        if due.contains(.step) { schedule() }
        if due.contains(.copy) { lane.async { self.copyAtOnce() } }
    }

    private func copyAtOnce() {
        guard !plan.withLock({ $0.isClosed }) else { return }
        copy { self.plan.withLock { $0.copied() } }
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

    /// Does what the plan says is due, on the lane only.
    private func step() {
        switch plan.withLock({ $0.step() }) {
        case .copy:
            copy {}
            schedule()
        case .empty:
            if !checkpoint(.truncate), plan.withLock({ $0.failedToEmpty() }) { schedule() }
        case nil:
            break
        }
    }

    /// Copies the log, the last of it on the writer's thread.
    private func copy(_ copied: @escaping @Sendable () -> Void) {
        guard checkpoint(.passive) else { return copied() }
        finish(copied)
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
