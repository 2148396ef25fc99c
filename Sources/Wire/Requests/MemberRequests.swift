public import Domain

/// The body of `POST /chats/{chat_id}/members`.
public struct AddMembersRequest: BodyRequest, Hashable {
    /// How many people one request may add.
    public static let count = 1...100

    /// Whom the caller wants in the chat, as sent.
    ///
    /// A number beyond 64 bits has become 0, which nobody has.
    public let users: [ID<User>]

    /// It holds no secret.
    public static let carriesSecret = false

    /// The request that the field makes; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        reader.ids("user_ids", count: count).map { Self(users: $0) }
    }
}

/// The body of `POST /chats/{chat_id}/read`: how far the caller has read.
public enum MarkReadRequest: BodyRequest, Hashable {
    /// Up to this place.
    case seq(Seq)
    /// Up to this message.
    case message(ID<Message>)

    /// It holds no secret.
    public static let carriesSecret = false

    /// The request that the field makes, `seq` before `message_id`; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        guard reader.has("message_id"), !reader.has("seq") else {
            return reader.number("seq", within: 0...Int64.max).map { .seq(Seq($0)) }
        }
        return reader.id("message_id").map { .message($0) }
    }
}
