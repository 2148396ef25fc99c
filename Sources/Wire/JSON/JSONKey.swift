/// The name of a member of a JSON object that we write, already in its quotation marks and between its punctuation.
struct JSONKey: Sendable {
    /// `,"name":`; the comma is left out in front of the first member.
    let text: StaticString

    /// Takes text of the form `,"name":`.
    init(_ text: StaticString) {
        self.text = text
    }
}

extension JSONKey {
    static var accessToken: Self { Self(",\"access_token\":") }
    static var actorID: Self { Self(",\"actor_id\":") }
    static var after: Self { Self(",\"after\":") }
    static var chat: Self { Self(",\"chat\":") }
    static var chatID: Self { Self(",\"chat_id\":") }
    static var chatType: Self { Self(",\"chat_type\":") }
    static var chats: Self { Self(",\"chats\":") }
    static var clientMessageID: Self { Self(",\"client_message_id\":") }
    static var code: Self { Self(",\"code\":") }
    static var context: Self { Self(",\"ctx\":") }
    static var createdAt: Self { Self(",\"created_at\":") }
    static var creatorID: Self { Self(",\"creator_id\":") }
    static var deliveredSeq: Self { Self(",\"delivered_seq\":") }
    static var detail: Self { Self(",\"detail\":") }
    static var email: Self { Self(",\"email\":") }
    static var events: Self { Self(",\"events\":") }
    static var expiresIn: Self { Self(",\"expires_in\":") }
    static var heartbeat: Self { Self(",\"heartbeat\":") }
    static var id: Self { Self(",\"id\":") }
    static var inFlight: Self { Self(",\"in_flight\":") }
    static var input: Self { Self(",\"input\":") }
    static var isOnline: Self { Self(",\"online\":") }
    static var items: Self { Self(",\"items\":") }
    static var lastMessage: Self { Self(",\"last_message\":") }
    static var lastSeen: Self { Self(",\"last_seen\":") }
    static var lastSeq: Self { Self(",\"last_seq\":") }
    static var limit: Self { Self(",\"limit\":") }
    static var limits: Self { Self(",\"limits\":") }
    static var location: Self { Self(",\"loc\":") }
    static var memberCount: Self { Self(",\"member_count\":") }
    static var members: Self { Self(",\"members\":") }
    static var message: Self { Self(",\"msg\":") }
    static var messageBytes: Self { Self(",\"message_bytes\":") }
    static var messageID: Self { Self(",\"message_id\":") }
    static var more: Self { Self(",\"more\":") }
    static var name: Self { Self(",\"name\":") }
    static var offset: Self { Self(",\"offset\":") }
    static var position: Self { Self(",\"position\":") }
    static var readSeq: Self { Self(",\"read_seq\":") }
    static var readerID: Self { Self(",\"reader_id\":") }
    static var receiptSeq: Self { Self(",\"receipt_seq\":") }
    static var repeated: Self { Self(",\"repeated\":") }
    static var reset: Self { Self(",\"reset\":") }
    static var retryAfter: Self { Self(",\"retry_after\":") }
    static var senderID: Self { Self(",\"sender_id\":") }
    static var seq: Self { Self(",\"seq\":") }
    static var sessionExpiresIn: Self { Self(",\"session_expires_in\":") }
    static var status: Self { Self(",\"status\":") }
    static var text: Self { Self(",\"text\":") }
    static var textBytes: Self { Self(",\"text_bytes\":") }
    static var ticket: Self { Self(",\"ticket\":") }
    static var timestamp: Self { Self(",\"timestamp\":") }
    static var tokenType: Self { Self(",\"token_type\":") }
    static var total: Self { Self(",\"total\":") }
    static var type: Self { Self(",\"type\":") }
    static var unread: Self { Self(",\"unread\":") }
    static var user: Self { Self(",\"user\":") }
    static var userID: Self { Self(",\"user_id\":") }
    static var userSeq: Self { Self(",\"user_seq\":") }
    static var version: Self { Self(",\"version\":") }
}
