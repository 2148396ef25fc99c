public import Domain

/// Keeps the answers to calls that clients have named, so that a repeated call is answered and not made again.
public protocol CallStore: Sendable {
    /// Takes a name for a call that is about to be made, or tells what became of the call that has it.
    ///
    /// A name that was given before `call.forgotten` is free again; so is one whose call began before `call.givenUp`,
    /// is the same call and has no answer. In passing it removes a few that are to be forgotten.
    func begin(_ call: KeyedCall) async throws(MessengerError) -> KeyedCallState

    /// Keeps the answer to a call that `begin` let go ahead.
    func keep(_ answer: KeptAnswer, of call: KeyedCall) async throws(MessengerError)

    /// Gives the name of a call back that `begin` let go ahead and that has no answer to keep.
    func release(_ call: KeyedCall) async throws(MessengerError)
}

/// A call that changes something, under a name of its caller's own.
public struct KeyedCall: Hashable, Sendable {
    /// How long an answer is kept.
    public static let lifetime = Duration.seconds(24 * 3600)
    /// How long a call may be under way; then its server is taken for dead, and the call may be made again.
    public static let patience = Duration.seconds(60)

    /// Who makes it.
    public let user: ID<User>
    /// The caller's name for it.
    public let key: IdempotencyKey
    /// A digest of everything that tells it from another call.
    public let fingerprint: String
    /// When it begins.
    public let beganAt: Timestamp

    /// Puts together a call.
    public init(user: ID<User>, key: IdempotencyKey, fingerprint: String, beganAt: Timestamp) {
        self.user = user
        self.key = key
        self.fingerprint = fingerprint
        self.beganAt = beganAt
    }

    /// Calls that began at this moment or before are forgotten.
    public var forgotten: Timestamp { beganAt - Self.lifetime }

    /// Calls that began at this moment or before and have no answer are not waited for.
    public var givenUp: Timestamp { beganAt - Self.patience }
}

/// What becomes of a call that is about to be made.
public enum KeyedCallState: Hashable, Sendable {
    /// It may be made: nobody else makes it until it is answered or given up.
    case begun
    /// It was made before, and answered like this.
    case answered(KeptAnswer)
    /// It is being made.
    case running
    /// The name was given to another call.
    case reused
}

/// An answer as it went over the wire.
public struct KeptAnswer: Hashable, Sendable {
    /// The status of the HTTP reply.
    public let status: Int
    /// The type of its body; nil where it has none.
    public let contentType: String?
    /// Its body: JSON, or nothing.
    public let body: String

    /// Puts together an answer.
    public init(status: Int, contentType: String?, body: String) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
