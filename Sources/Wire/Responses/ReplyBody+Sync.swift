public import Domain

extension ReplyBody {
    /// Members of a chat: `[{"id":…,"name":…,"read_seq":…,"delivered_seq":…}, …]`.
    public static func members(_ members: [Member]) -> [UInt8] {
        written(capacity: 16 + 128 * members.count) { writer in
            writer.array(members) { $0.member($1) }
        }
    }

    /// How far a chat was read: `{"chat_id":…,"read_seq":…,"unread":…,"last_seq":…}`.
    public static func readState(_ state: ReadState) -> [UInt8] {
        written(capacity: 128) { writer in
            writer.object { writer in
                writer.field(.chatID, state.chat.rawValue)
                writer.field(.readSeq, state.read.rawValue)
                writer.field(.unread, state.unread)
                writer.field(.lastSeq, state.counted.rawValue)
            }
        }
    }

    /// Everything that an account sees: `{"position":…,"user":{…},"chats":[…]}`.
    public static func state(of user: User, chats: [ChatState], at position: Position) -> [UInt8] {
        written(capacity: 512 + 512 * chats.count) { writer in
            writer.object { $0.state(of: user, chats: chats, at: position) }
        }
    }

    /// What has happened since a position, each event in JSON already:
    /// `{"events":[…],"position":…,"more":…,"reset":false}`.
    public static func changes(_ events: [[UInt8]], until position: Position, more: Bool) -> [UInt8] {
        let length = events.reduce(0) { $0 + $1.count + 1 }
        return written(capacity: 128 + length + 16 * position.chats.count) { writer in
            writer.object { writer in
                writer.key(.events)
                writer.array(events) { writer, event in event.withUnsafeBufferPointer { writer.append($0) } }
                writer.field(.position, PositionToken.text(of: position))
                writer.field(.more, more)
                writer.field(.reset, false)
            }
        }
    }

    /// Word that a position means nothing here: `{"events":[],"position":null,"more":false,"reset":true}`.
    public static let reset: [UInt8] = written(capacity: 64) { writer in
        writer.object { writer in
            writer.key(.events)
            writer.array([Int64]()) { $0.integer($1) }
            writer.field(.position, String?.none)
            writer.field(.more, false)
            writer.field(.reset, true)
        }
    }
}
