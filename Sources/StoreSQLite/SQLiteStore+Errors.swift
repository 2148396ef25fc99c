import Domain
import GRDB
import Logging

extension SQLiteStore {
    /// When a caller may try again after the file could not be used.
    private static let retryAfter: Duration = .seconds(1)

    /// Turns what went wrong into what a caller learns; the log gets the reason, a client never does.
    func portError(_ error: any Error) -> MessengerError {
        switch error {
        case let refusal as MessengerError:
            return refusal
        case QueueRefusal.full:
            return .overloaded(retryAfter: Self.retryAfter)
        case QueueRefusal.closed:
            return .unavailable(retryAfter: Self.retryAfter)
        case let error as DatabaseError:
            return portError(error)
        default:
            logger.error("unexpected store error", metadata: ["reason": "\(error)"])
            return .internalFault
        }
    }

    private func portError(_ error: DatabaseError) -> MessengerError {
        // Not the error's description: it may hold the values of a statement.
        let code = error.extendedResultCode.rawValue
        let reason = error.message ?? error.resultCode.description
        logger.error("database error", metadata: ["code": "\(code)", "reason": "\(reason)"])
        return error.isAboutTheFile ? .unavailable(retryAfter: Self.retryAfter) : .internalFault
    }
}

extension DatabaseError {
    /// Whether the file, the disk or a lock is to blame, so that the same call may succeed another time.
    fileprivate var isAboutTheFile: Bool {
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB,
            .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PROTOCOL, .SQLITE_NOMEM, .SQLITE_PERM, .SQLITE_INTERRUPT:
            true
        default:
            false
        }
    }
}
