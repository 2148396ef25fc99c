import Domain

extension JSONWriter {
    /// Writes an account as REST shows it.
    mutating func user(_ user: User) {
        object { writer in
            writer.field(.email, user.email.rawValue)
            writer.field(.name, user.name.rawValue)
            writer.field(.id, user.id.rawValue)
        }
    }

    /// Writes the members of a state: `"position":…,"user":…,"chats":[…]`.
    mutating func state(of user: User, chats: [ChatState], at position: Position) {
        field(.position, PositionToken.text(of: position))
        key(.user)
        self.user(user)
        key(.chats)
        array(chats) { $0.chatState($1) }
    }

    /// Writes a chat as it looks to one of its members.
    mutating func chatState(_ state: ChatState) {
        object { writer in
            writer.summary(state)
            writer.field(.receiptSeq, state.receiptSeq.rawValue)
            writer.field(.memberCount, state.memberCount)
            writer.key(.members)
            if let members = state.members {
                writer.array(members) { $0.member($1) }
            } else {
                writer.raw("null")
            }
            writer.key(.creatorID)
            if let creator = state.creator { writer.integer(creator.rawValue) } else { writer.raw("null") }
        }
    }

    /// Writes a chat as the list of chats shows it.
    mutating func chatSummary(_ state: ChatState) {
        object { $0.summary(state) }
    }

    /// Writes a member of a chat.
    mutating func member(_ member: Member) {
        object { writer in
            writer.field(.id, member.user.rawValue)
            writer.field(.name, member.name.rawValue)
            writer.field(.readSeq, member.read.rawValue)
            writer.field(.deliveredSeq, member.delivered.rawValue)
        }
    }

    private mutating func summary(_ state: ChatState) {
        field(.name, state.chat.name.rawValue)
        field(.chatType, state.chat.type.rawValue)
        field(.id, state.chat.id.rawValue)
        field(.lastSeq, state.lastSeq.rawValue)
        field(.readSeq, state.read.read.rawValue)
        field(.unread, state.read.unread)
        key(.lastMessage)
        if let message = state.lastMessage { self.message(message) } else { raw("null") }
    }
}
