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
    static var chatID: Self { Self(",\"chat_id\":") }
    static var chatType: Self { Self(",\"chat_type\":") }
    static var clientMessageID: Self { Self(",\"client_message_id\":") }
    static var code: Self { Self(",\"code\":") }
    static var context: Self { Self(",\"ctx\":") }
    static var createdAt: Self { Self(",\"created_at\":") }
    static var detail: Self { Self(",\"detail\":") }
    static var email: Self { Self(",\"email\":") }
    static var id: Self { Self(",\"id\":") }
    static var input: Self { Self(",\"input\":") }
    static var items: Self { Self(",\"items\":") }
    static var limit: Self { Self(",\"limit\":") }
    static var location: Self { Self(",\"loc\":") }
    static var message: Self { Self(",\"msg\":") }
    static var messageID: Self { Self(",\"message_id\":") }
    static var name: Self { Self(",\"name\":") }
    static var offset: Self { Self(",\"offset\":") }
    static var readerID: Self { Self(",\"reader_id\":") }
    static var senderID: Self { Self(",\"sender_id\":") }
    static var seq: Self { Self(",\"seq\":") }
    static var status: Self { Self(",\"status\":") }
    static var text: Self { Self(",\"text\":") }
    static var timestamp: Self { Self(",\"timestamp\":") }
    static var tokenType: Self { Self(",\"token_type\":") }
    static var total: Self { Self(",\"total\":") }
    static var type: Self { Self(",\"type\":") }
}
