public import Domain

/// The text frames that the server sends.
///
/// Keys that the original server has come first and in its order.
public enum ServerFrame {
    /// Word of a message, to every listener of its chat.
    public static func message(_ message: Message) -> [UInt8] {
        written(capacity: 288 + message.text.rawValue.utf8.count) { writer in
            writer.object { writer in
                writer.field(.type, word: "message")
                writer.field(.id, message.id.rawValue)
                writer.field(.chatID, message.chat.rawValue)
                writer.field(.senderID, message.sender.rawValue)
                writer.field(.text, message.text.rawValue)
                writer.field(.timestamp, aware: message.createdAt)
                writer.field(.seq, message.seq.rawValue)
                writer.field(.clientMessageID, message.clientMessageID?.rawValue)
            }
        }
    }

    /// Word that somebody has read a message, to its author.
    public static func read(message: ID<Message>, reader: ID<User>) -> [UInt8] {
        written(capacity: 128) { writer in
            writer.object { writer in
                writer.field(.type, word: "read")
                writer.field(.messageID, message.rawValue)
                writer.field(.readerID, reader.rawValue)
            }
        }
    }

    /// Word that a frame was refused, with the client's own name for the message if it gave one, and after how many
    /// seconds it may be sent again if that may help.
    public static func error(
        code: String,
        detail: String,
        clientMessageID: ClientMessageID? = nil,
        retryAfter: Duration? = nil
    ) -> [UInt8] {
        written(capacity: 192) { writer in
            writer.object { writer in
                writer.field(.type, word: "error")
                writer.field(.code, code)
                writer.field(.detail, detail)
                if let clientMessageID { writer.field(.clientMessageID, clientMessageID.rawValue) }
                if let retryAfter { writer.field(.retryAfter, max(1, retryAfter.components.seconds)) }
            }
        }
    }
}
