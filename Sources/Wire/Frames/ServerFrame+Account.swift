public import Domain

/// The frames of the socket of all chats, beside `message` and `error`.
///
/// `GET /sync` and the event stream show events in the same form.
extension ServerFrame {
    /// Word that somebody came or went, to the members of the chat.
    public static func membership(_ change: MembershipChange) -> [UInt8] {
        written(capacity: 256) { writer in
            writer.object { writer in
                writer.field(.type, change.kind.rawValue)
                writer.field(.chatID, change.chat.rawValue)
                writer.field(.seq, change.seq.rawValue)
                writer.field(.userID, change.user.rawValue)
                writer.field(.name, change.name.rawValue)
                writer.field(.actorID, change.actor.rawValue)
                writer.field(.timestamp, aware: change.createdAt)
            }
        }
    }

    /// Word of where a member stands in a chat, to its members.
    public static func receipt(_ receipt: Receipt) -> [UInt8] {
        written(capacity: 160) { writer in
            writer.object { writer in
                writer.field(.type, word: "receipt")
                writer.field(.chatID, receipt.chat.rawValue)
                writer.field(.userID, receipt.user.rawValue)
                writer.field(.readSeq, receipt.read.rawValue)
                writer.field(.deliveredSeq, receipt.delivered.rawValue)
                writer.field(.receiptSeq, receipt.number.rawValue)
            }
        }
    }

    /// Word of something that concerns an account alone, to its devices.
    public static func account(_ event: AccountEvent, at seq: UserSeq) -> [UInt8] {
        written(capacity: 512) { writer in
            writer.object { writer in
                switch event {
                case .chatAdded(let state):
                    writer.field(.type, word: "chat_added")
                    writer.field(.userSeq, seq.rawValue)
                    writer.key(.chat)
                    writer.chatState(state)
                case .chatRemoved(let chat):
                    writer.field(.type, word: "chat_removed")
                    writer.field(.userSeq, seq.rawValue)
                    writer.field(.chatID, chat.rawValue)
                case .unread(let state):
                    writer.field(.type, word: "unread")
                    writer.field(.userSeq, seq.rawValue)
                    writer.field(.chatID, state.chat.rawValue)
                    writer.field(.readSeq, state.read.rawValue)
                    writer.field(.unread, state.unread)
                    writer.field(.lastSeq, state.counted.rawValue)
                }
            }
        }
    }

    /// Word that somebody is writing; it holds for `seconds`.
    public static func typing(in chat: ID<Chat>, by user: ID<User>, seconds: Int64) -> [UInt8] {
        written(capacity: 96) { writer in
            writer.object { writer in
                writer.field(.type, word: "typing")
                writer.field(.chatID, chat.rawValue)
                writer.field(.userID, user.rawValue)
                writer.field(.expiresIn, seconds)
            }
        }
    }

    /// Word of whether somebody is there, to those who watch.
    public static func presence(of user: ID<User>, isOnline: Bool, lastSeen: Timestamp?) -> [UInt8] {
        written(capacity: 128) { writer in
            writer.object { writer in
                writer.field(.type, word: "presence")
                writer.field(.userID, user.rawValue)
                writer.field(.isOnline, isOnline)
                writer.field(.lastSeen, aware: lastSeen)
            }
        }
    }

    /// The answer to a message, to the connection that sent it, once it is on disk.
    public static func ack(_ message: Message, isRepeat: Bool) -> [UInt8] {
        written(capacity: 256) { writer in
            writer.object { writer in
                writer.field(.type, word: "ack")
                writer.field(.clientMessageID, message.clientMessageID?.rawValue)
                writer.field(.id, message.id.rawValue)
                writer.field(.chatID, message.chat.rawValue)
                writer.field(.seq, message.seq.rawValue)
                writer.field(.timestamp, aware: message.createdAt)
                writer.field(.repeated, isRepeat)
            }
        }
    }

    /// The answer to a ping.
    public static let pong: [UInt8] = written(capacity: 32) { writer in
        writer.object { $0.field(.type, word: "pong") }
    }
}
