public import Domain

/// The bodies of REST replies.
///
/// Keys that the original server has come first and in its order, ours after them.
public enum ReplyBody {
    /// An account: `{"email":…,"name":…,"id":…}`.
    public static func user(_ user: User) -> [UInt8] {
        written(capacity: 128) { $0.user(user) }
    }

    /// An access token: `{"access_token":…,"token_type":"bearer"}`.
    public static func token(_ token: String) -> [UInt8] {
        written(capacity: 64 + token.utf8.count) { writer in
            writer.object { writer in
                writer.field(.accessToken, token)
                writer.field(.tokenType, word: "bearer")
            }
        }
    }

    /// A chat: `{"name":…,"chat_type":…,"id":…}`.
    public static func chat(_ chat: Chat) -> [UInt8] {
        written(capacity: 128) { $0.chat(chat) }
    }

    /// A list of chats, each with what is unread in it and its last message.
    public static func chats(_ chats: [ChatState]) -> [UInt8] {
        written(capacity: 16 + 384 * chats.count) { writer in
            writer.array(chats) { $0.chatSummary($1) }
        }
    }

    /// A message: `{"text":…,"chat_id":…,"client_message_id":…,"id":…,"sender_id":…,"created_at":…,"seq":…}`.
    public static func message(_ message: Message) -> [UInt8] {
        written(capacity: capacity(for: [message])) { $0.message(message) }
    }

    /// A list of messages.
    public static func messages(_ messages: [Message]) -> [UInt8] {
        written(capacity: capacity(for: messages)) { writer in
            writer.array(messages) { $0.message($1) }
        }
    }

    /// A page of history: `{"items":[…],"total":…,"offset":…,"limit":…}`.
    public static func history(_ messages: [Message], total: Int64, offset: Int64, limit: Int) -> [UInt8] {
        written(capacity: capacity(for: messages)) { writer in
            writer.object { writer in
                writer.key(.items)
                writer.array(messages) { $0.message($1) }
                writer.field(.total, total)
                writer.field(.offset, offset)
                writer.field(.limit, Int64(limit))
            }
        }
    }
}

extension ReplyBody {
    /// A refusal: `{"detail":…,"code":…}`.
    public static func error(detail: String, code: String) -> [UInt8] {
        written(capacity: 192) { writer in
            writer.object { writer in
                writer.field(.detail, detail)
                writer.field(.code, code)
            }
        }
    }

    /// Everything that is wrong with a request: `{"detail":[…],"code":"validation_failed"}`.
    public static func validation(_ problems: [ValidationProblem]) -> [UInt8] {
        written(capacity: 64 + 256 * problems.count) { writer in
            writer.object { writer in
                writer.key(.detail)
                writer.array(problems) { $0.problem($1) }
                writer.field(.code, word: "validation_failed")
            }
        }
    }

    /// How the server is: `{"status":…}`.
    public static func status(_ text: String) -> [UInt8] {
        written(capacity: 64) { writer in
            writer.object { $0.field(.status, text) }
        }
    }
}

/// Room for the messages: keys, numbers and times take less than 256 bytes each.
private func capacity(for messages: [Message]) -> Int {
    messages.reduce(64) { $0 + 256 + $1.text.rawValue.utf8.count }
}
