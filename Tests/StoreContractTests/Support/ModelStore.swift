import Domain
import UseCases

/// What a store is to do, in the plainest way: arrays and dictionaries, one call after another.
///
/// Ids are the store's own choice; the model is told them and checks that they ascend.
struct ModelStore {
    private(set) var users: [ID<User>: User] = [:]
    private(set) var chats: [ID<Chat>: ChatState] = [:]
    private var hashes: [ID<User>: PasswordHash] = [:]
    private var lastMessage = ID<Message>(0)

    struct ChatState {
        let chat: Chat
        let pair: UserPair?
        let members: Set<ID<User>>
        var messages: [Message] = []
        var read: Set<ID<Message>> = []
    }

    var messageCount: Int {
        chats.values.reduce(0) { $0 + $1.messages.count }
    }

    mutating func insert(_ user: NewUser, id: ID<User>?) -> Answer<User> {
        guard credentials(for: user.email) == nil else { return .refused(.emailTaken) }
        guard let id, id > users.keys.max() ?? ID(0) else { return .refused(.internalFault) }
        let made = User(id: id, email: user.email, name: user.name)
        users[id] = made
        hashes[id] = user.passwordHash
        return .value(made)
    }

    func credentials(for email: EmailAddress) -> (user: User, passwordHash: PasswordHash)? {
        let user = users.values.first { $0.email.rawValue.lowercased() == email.rawValue.lowercased() }
        guard let user, let hash = hashes[user.id] else { return nil }
        return (user, hash)
    }

    mutating func replaceHash(of user: ID<User>, from old: PasswordHash, to new: PasswordHash) {
        if hashes[user] == old { hashes[user] = new }
    }

    mutating func insert(_ chat: NewChat, id: ID<Chat>?) -> Answer<Chat> {
        guard chat.members.allSatisfy({ users[$0] != nil }) else { return .refused(.unknownMember) }
        if let pair = chat.pair, chats.values.contains(where: { $0.pair == pair }) {
            return .refused(.privateChatExists)
        }
        guard let id, id > chats.keys.max() ?? ID(0) else { return .refused(.internalFault) }
        let made = Chat(id: id, name: chat.name, type: chat.type)
        chats[id] = ChatState(chat: made, pair: chat.pair, members: Set(chat.members))
        return .value(made)
    }

    func chats(of user: ID<User>) -> [Chat] {
        chats.values.filter { $0.members.contains(user) }.map(\.chat).sorted { $0.id < $1.id }
    }

    mutating func commit(_ drafts: [MessageDraft], ids: [ID<Message>]) -> [CommitOutcome] {
        var ids = ids[...]
        return drafts.map { commit($0, ids: &ids) }
    }

    private mutating func commit(_ draft: MessageDraft, ids: inout ArraySlice<ID<Message>>) -> CommitOutcome {
        guard let state = chats[draft.chat], state.members.contains(draft.sender) else {
            return .refused(.notAMember)
        }
        let twin = state.messages.first { $0.sender == draft.sender && $0.clientMessageID == draft.clientMessageID }
        if let twin {
            return twin.text == draft.text ? .repeated(twin) : .refused(.clientMessageIDReused)
        }
        guard let id = ids.popFirst(), id > lastMessage else { return .refused(.internalFault) }
        lastMessage = id
        let message = Message(
            id: id,
            chat: draft.chat,
            seq: Seq(Int64(state.messages.count + 1)),
            sender: draft.sender,
            text: draft.text,
            clientMessageID: draft.clientMessageID,
            createdAt: draft.createdAt
        )
        chats[draft.chat]?.messages.append(message)
        return .committed(message)
    }

    func history(of chat: ID<Chat>, for reader: ID<User>, offset: Int64, limit: Int) -> Answer<HistoryPage> {
        guard let state = chats[chat], state.members.contains(reader) else { return .refused(.notAMember) }
        let page = state.messages.dropFirst(Int(offset)).prefix(limit)
        return .value(HistoryPage(messages: Array(page), total: Int64(state.messages.count)))
    }

    mutating func markRead(_ message: ID<Message>, in chat: ID<Chat>, by reader: ID<User>) -> Answer<ReadReceipt?> {
        guard let state = chats[chat], state.members.contains(reader) else { return .refused(.notAMember) }
        guard let found = state.messages.first(where: { $0.id == message }), found.sender != reader,
            chats[chat]?.read.insert(message).inserted == true
        else { return .value(nil) }
        return .value(ReadReceipt(message: message, chat: chat, author: found.sender, reader: reader))
    }
}
