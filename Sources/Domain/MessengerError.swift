/// Everything a use case can refuse, and why.
///
/// It knows neither HTTP nor sockets: the edges give it a status and a text.
public enum MessengerError: Error, Hashable, Sendable {
    /// An account with this address, in whatever case, exists already.
    case emailTaken
    /// No account has this address.
    case unknownEmail
    /// The account exists and the password is another.
    case wrongPassword

    /// The access token is malformed, forged, expired or not meant for this server.
    case invalidToken
    /// The access token is genuine and names nobody.
    case incompleteToken
    /// The access token is genuine and its account does not exist.
    case accountGone

    /// A private chat was asked for with no other member, or with several.
    case privateChatNeedsOneMember
    /// A private chat was asked for with oneself.
    case privateChatWithSelf
    /// The two have a private chat already.
    case privateChatExists
    /// Somebody who was named as a member does not exist.
    case unknownMember
    /// The members of a private chat cannot be changed.
    case privateChatIsFixed
    /// Only who created a group may remove others from it.
    case notTheCreator

    /// The chat does not exist, or the caller is not a member: nobody learns which.
    case notAMember
    /// The sender used this `client_message_id` in this chat before, for another text.
    case clientMessageIDReused

    /// The caller used this `Idempotency-Key` before, for another call.
    case idempotencyKeyReused
    /// A call with this `Idempotency-Key` is under way; it is answered by then, or may be made again.
    case idempotencyKeyInUse(retryAfter: Duration)
    /// The caller does this too often.
    case tooManyRequests(retryAfter: Duration)

    /// A queue is full; the same call may succeed after `retryAfter`.
    case overloaded(retryAfter: Duration)
    /// The store cannot be reached, or did not answer in time; whether a change was made is not known.
    case unavailable(retryAfter: Duration)
    /// Something that should not happen did; the log says what.
    case internalFault
}
