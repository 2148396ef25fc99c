import Domain
public import UseCases

/// The statements about calls that clients have named.
public enum CallSQL {
    /// Takes a name for a call; answers with no row when the name is taken.
    ///
    /// An entry that is to be forgotten, or whose call was given up and is the same, is written over.
    public static func begin(_ call: KeyedCall) -> SQLQuery<Int64> {
        SQLQuery(
            beginStatement,
            [
                .id(call.user), .text(call.key.rawValue), .text(call.fingerprint), .time(call.beganAt),
                .time(call.forgotten), .time(call.givenUp),
            ]
        )
    }

    /// What became of the call that has the name.
    public static func state(of call: KeyedCall) -> SQLQuery<NamedCall> {
        SQLQuery(stateStatement, [.id(call.user), .text(call.key.rawValue)])
    }

    /// Keeps an answer, where the name is still this call's.
    public static func keep(_ answer: KeptAnswer, of call: KeyedCall) -> SQLCommand {
        SQLCommand(
            keepStatement,
            [
                .id(call.user), .text(call.key.rawValue), .time(call.beganAt), .integer(Int64(answer.status)),
                .text(answer.contentType), .text(answer.body),
            ]
        )
    }

    /// Gives a name back that is still this call's and has no answer.
    public static func release(_ call: KeyedCall) -> SQLCommand {
        SQLCommand(releaseStatement, [.id(call.user), .text(call.key.rawValue), .time(call.beganAt)])
    }

    /// Removes a few entries that are to be forgotten.
    public static func prune(_ call: KeyedCall) -> SQLCommand {
        SQLCommand(pruneStatement, [.time(call.forgotten), .integer(SessionSQL.pruned)])
    }

    private static let beginStatement = SharedStatement(
        """
        INSERT INTO keyed_calls (user_id, call_key, fingerprint, began_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (user_id, call_key) DO UPDATE SET fingerprint = excluded.fingerprint, \
        began_at = excluded.began_at, status = NULL, content_type = NULL, body = NULL \
        WHERE keyed_calls.began_at <= $5 OR keyed_calls.status IS NULL AND keyed_calls.began_at <= $6 \
        AND keyed_calls.fingerprint = $3 RETURNING user_id
        """
    )

    private static let stateStatement = SharedStatement(
        "SELECT fingerprint, status, content_type, body FROM keyed_calls WHERE user_id = $1 AND call_key = $2"
    )

    private static let keepStatement = SharedStatement(
        """
        UPDATE keyed_calls SET status = $4, content_type = $5, body = $6 \
        WHERE user_id = $1 AND call_key = $2 AND began_at = $3 AND status IS NULL
        """
    )

    private static let releaseStatement = SharedStatement(
        "DELETE FROM keyed_calls WHERE user_id = $1 AND call_key = $2 AND began_at = $3 AND status IS NULL"
    )

    private static let pruneStatement = SharedStatement(
        pruning: "keyed_calls",
        by: "began_at",
        key: "user_id, call_key"
    )
}

/// An entry of a named call.
public struct NamedCall: RowDecodable {
    private let fingerprint: String
    private let answer: KeptAnswer?

    /// Reads `fingerprint, status, content_type, body`.
    public init<Row: SQLRow & ~Copyable>(row: borrowing Row) throws {
        fingerprint = try row.text(0)
        guard let status = try row.optionalInt64(1) else {
            answer = nil
            return
        }
        answer = KeptAnswer(status: Int(status), contentType: try row.optionalText(2), body: try row.text(3))
    }

    /// What it means for a call under the same name.
    fileprivate func state(for call: KeyedCall) -> KeyedCallState {
        guard fingerprint == call.fingerprint else { return .reused }
        return answer.map { .answered($0) } ?? .running
    }
}

extension SQLSession where Self: ~Copyable {
    /// Takes a name for a call, or tells what became of the call that has it; inside a transaction.
    public func begin(_ call: KeyedCall) throws -> KeyedCallState {
        guard try row(CallSQL.begin(call)) != nil else {
            // An entry that was given back in this moment counts as one under way: the client comes again.
            return try row(CallSQL.state(of: call))?.state(for: call) ?? .running
        }
        try execute(CallSQL.prune(call))
        return .begun
    }
}
