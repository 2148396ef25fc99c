import Domain
import Logging

extension PostgresStore {
    /// When a caller may try again after the database could not be used.
    private static let retryAfter: Duration = .seconds(1)

    /// Runs `body`, with errors in the terms of the port.
    func answering<Value>(_ body: () async throws -> Value) async throws(MessengerError) -> Value {
        do {
            return try await body()
        } catch {
            throw portError(error)
        }
    }

    /// Turns what went wrong into what a caller learns; the log gets the reason, a client never does.
    private func portError(_ error: any Error) -> MessengerError {
        switch error {
        case let refusal as MessengerError:
            return refusal
        case let error as PostgresError:
            return portError(error)
        default:
            logger.error("unexpected store error", metadata: ["reason": "\(error)"])
            return .internalFault
        }
    }

    private func portError(_ error: PostgresError) -> MessengerError {
        logger.error("database error", metadata: ["reason": "\(error)"])
        switch error {
        case .overloaded:
            return .overloaded(retryAfter: Self.retryAfter)
        case .unavailable, .timedOut, .outcomeUnknown, .closed:
            return .unavailable(retryAfter: Self.retryAfter)
        case .refused(let refusal):
            return refusal.condition.isPassing ? .unavailable(retryAfter: Self.retryAfter) : .internalFault
        case .invalidConfiguration, .unexpectedResult:
            return .internalFault
        }
    }
}

extension PostgresCondition {
    /// Whether the same call may succeed another time.
    fileprivate var isPassing: Bool {
        switch self {
        case .serializationFailure, .deadlockDetected, .lockNotAvailable, .queryCanceled, .connectionFailure: true
        case .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .undefinedTable,
            .duplicateObject, .dataException:
            false
        // 53 insufficient resources, 57 operator intervention, 58 system error.
        case .other(let sqlState): ["53", "57", "58"].contains { sqlState.hasPrefix($0) }
        }
    }
}
