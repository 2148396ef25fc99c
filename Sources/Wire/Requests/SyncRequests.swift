public import Domain

/// The query of `GET /sync`.
public struct SyncQuery: Hashable, Sendable {
    /// How many events a reply may have.
    public static let limits: ClosedRange<Int64> = 1...1000
    /// How many it has when the client does not say.
    public static let defaultLimit: Int64 = 500

    /// What the client has; nil when it has nothing.
    public let since: Position?
    /// How many events are wanted at most.
    public let limit: Int

    /// Reads decoded parameters.
    ///
    /// Of those with one name the last counts; others than `since` and `limit` are ignored.
    public static func parse(
        _ parameters: some Sequence<(name: String, value: String)>
    ) throws(RequestProblem) -> Self {
        var reader = QueryReader(parameters)
        let since = reader.position("since")
        let limit = reader.number("limit", within: limits, default: defaultLimit)
        try reader.finish()
        return Self(since: since, limit: Int(limit))
    }
}

/// The body of `POST /sync`, for positions that are too long for a target.
public struct SyncRequest: BodyRequest, Hashable {
    /// What the client has.
    public let since: Position
    /// How many events are wanted at most.
    public let limit: Int

    /// It holds no secret.
    public static let carriesSecret = false

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let since = reader.position("since")
        let limit = reader.number("limit", within: SyncQuery.limits, default: SyncQuery.defaultLimit)
        guard let since, let limit else { return nil }
        return Self(since: since, limit: Int(limit))
    }
}

/// The query of `GET /chats/{chat_id}/members`.
public struct MembersQuery: Hashable, Sendable {
    /// How many members a page may have.
    public static let limits: ClosedRange<Int64> = 1...1000
    /// How many it has when the client does not say.
    public static let defaultLimit: Int64 = 100

    /// The member after whom the page begins; nil for the first page.
    public let after: ID<User>?
    /// How many members are wanted at most.
    public let limit: Int

    /// Reads decoded parameters.
    ///
    /// Of those with one name the last counts; others than `after` and `limit` are ignored.
    public static func parse(
        _ parameters: some Sequence<(name: String, value: String)>
    ) throws(RequestProblem) -> Self {
        var reader = QueryReader(parameters)
        let after: ID<User>? = reader.id("after")
        let limit = reader.number("limit", within: limits, default: defaultLimit)
        try reader.finish()
        return Self(after: after, limit: Int(limit))
    }
}

/// Where `GET /events` begins.
public struct EventsQuery: Hashable, Sendable {
    /// The name of the header field with which a browser goes on by itself.
    public static let field = "Last-Event-ID"

    /// What the client has; nil when it has nothing.
    public let since: Position?

    /// Reads decoded parameters and the field of the head, which is newer where it is there: a browser that comes back
    /// asks for the same target again.
    ///
    /// Of the parameters named `since` the last counts; others are ignored.
    public static func parse(
        _ parameters: some Sequence<(name: String, value: String)>,
        lastEventID: String?
    ) throws(RequestProblem) -> Self {
        var reader = QueryReader(parameters)
        let since = reader.position("since")
        try reader.finish()
        guard let lastEventID, !lastEventID.isEmpty else { return Self(since: since) }
        do throws(ValueProblem) {
            return Self(since: try Position(parsing: lastEventID))
        } catch {
            throw .invalid([error.at([.name("header"), .name(field)], input: .string(lastEventID))])
        }
    }
}
