public import Domain

/// How an error looks to a client: a status for HTTP, a stable code for programs, a text for people.
public struct ErrorReply: Hashable, Sendable {
    /// The status of an HTTP reply.
    public let status: Int
    /// A name that never changes once it is published.
    public let code: String
    /// The text in Russian.
    public let russian: String
    /// The text in English.
    public let english: String
    /// After how long the same call may succeed; nil when repeating it changes nothing.
    public let retryAfter: Duration?

    init(_ status: Int, _ code: String, _ russian: String, _ english: String, retryAfter: Duration? = nil) {
        self.status = status
        self.code = code
        self.russian = russian
        self.english = english
        self.retryAfter = retryAfter
    }

    /// The text in a language.
    public func detail(in language: Language) -> String {
        switch language {
        case .russian: russian
        case .english: english
        }
    }

    /// The body of an HTTP reply.
    public func body(in language: Language) -> [UInt8] {
        ReplyBody.error(detail: detail(in: language), code: code)
    }
}

extension ErrorReply {
    /// How a refusal of a use case looks.
    public init(_ error: MessengerError) {
        switch error {
        case .emailTaken: self = .emailTaken
        case .unknownEmail: self = .unknownEmail
        case .wrongPassword: self = .wrongPassword
        case .invalidToken: self = .invalidToken
        case .incompleteToken: self = .incompleteToken
        case .accountGone: self = .accountGone
        case .privateChatNeedsOneMember: self = .privateChatNeedsOneMember
        case .privateChatWithSelf: self = .privateChatWithSelf
        case .privateChatExists: self = .privateChatExists
        case .unknownMember: self = .unknownMember
        case .privateChatIsFixed: self = .privateChatIsFixed
        case .notTheCreator: self = .notTheCreator
        case .notAMember: self = .notAMember
        case .clientMessageIDReused: self = .clientMessageIDReused
        case .idempotencyKeyReused: self = .idempotencyKeyReused
        case .idempotencyKeyInUse(let retryAfter): self = .idempotencyKeyInUse(retryAfter: retryAfter)
        case .tooManyRequests(let retryAfter): self = .tooManyRequests(retryAfter: retryAfter)
        case .overloaded(let retryAfter): self = .overloaded(retryAfter: retryAfter)
        case .unavailable(let retryAfter): self = .unavailable(retryAfter: retryAfter)
        case .internalFault: self = .internalFault
        }
    }
}
