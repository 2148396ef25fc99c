import Domain

extension JSONWriter {
    /// Writes a chat as REST shows it.
    mutating func chat(_ chat: Chat) {
        object { writer in
            writer.field(.name, chat.name.rawValue)
            writer.field(.chatType, chat.type.rawValue)
            writer.field(.id, chat.id.rawValue)
        }
    }

    /// Writes a message as REST shows it.
    mutating func message(_ message: Message) {
        object { writer in
            writer.field(.text, message.text.rawValue)
            writer.field(.chatID, message.chat.rawValue)
            writer.field(.clientMessageID, message.clientMessageID?.rawValue)
            writer.field(.id, message.id.rawValue)
            writer.field(.senderID, message.sender.rawValue)
            writer.field(.createdAt, naive: message.createdAt)
            writer.field(.seq, message.seq.rawValue)
        }
    }
}
