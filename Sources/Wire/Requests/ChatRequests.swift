public import Domain

/// The body of `POST /chats`.
public struct CreateChatRequest: BodyRequest, Hashable {
    /// The name that its members will see.
    public let name: ChatName
    /// Whether it is to be a talk of two or a group; a talk of two when the client does not say.
    public let type: ChatType
    /// Whom the creator wants in it, as sent.
    ///
    /// A number beyond 64 bits has become 0, which nobody has.
    public let memberIDs: [ID<User>]

    /// It holds no secret.
    public static let carriesSecret = false

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let name = reader.text("name") { text throws(TextProblem) in try ChatName(parsing: text) }
        let type = reader.choice("chat_type", default: ChatType.private)
        let memberIDs: [ID<User>]? = reader.ids("member_ids")
        guard let name, let type, let memberIDs else { return nil }
        return Self(name: name, type: type, memberIDs: memberIDs)
    }
}

/// The body of `POST /chats/{chat_id}/messages`.
public struct PostMessageRequest: BodyRequest, Hashable {
    /// What the message says.
    public let text: MessageText
    /// The sender's own name for it, if it has one.
    public let clientMessageID: ClientMessageID?

    /// It holds no secret.
    public static let carriesSecret = false

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let text = reader.text("text") { text throws(TextProblem) in try MessageText(parsing: text) }
        let clientMessageID = reader.optionalText("client_message_id") { text throws(TextProblem) in
            try ClientMessageID(parsing: text)
        }
        guard let text else { return nil }
        return Self(text: text, clientMessageID: clientMessageID)
    }
}
