import Domain
import Testing

@Suite("Chats")
struct ChatTests {
    private let name = ChatName(stored: "Чат")

    @Test("a pair is the same whoever comes first")
    func pair() throws {
        let pair = try #require(UserPair(ID(7), ID(3)))
        #expect(pair == UserPair(ID(3), ID(7)))
        #expect(pair.first == ID(3))
        #expect(pair.second == ID(7))
    }

    @Test("nobody is a pair")
    func noPair() {
        #expect(UserPair(ID(3), ID(3)) == nil)
    }

    @Test("a new private chat has two members, the creator among them")
    func privateChat() throws {
        let pair = try #require(UserPair(ID(7), ID(3)))
        let chat = NewChat.private(name: name, pair: pair, creator: ID(7))
        #expect(chat.type == .private)
        #expect(chat.name == name)
        #expect(chat.creator == ID(7))
        #expect(chat.members == [ID(3), ID(7)])
        #expect(chat.pair == pair)
    }

    @Test("a new group has its members in ascending order and no pair")
    func group() {
        let chat = NewChat.group(name: name, members: [ID(9), ID(1), ID(4)], creator: ID(4))
        #expect(chat.type == .group)
        #expect(chat.name == name)
        #expect(chat.creator == ID(4))
        #expect(chat.members == [ID(1), ID(4), ID(9)])
        #expect(chat.pair == nil)
    }

    @Test("the types have the wire's names")
    func types() {
        #expect(ChatType.allCases.map(\.rawValue) == ["private", "group"])
    }

    @Test("a chat, a user and a message are what a store read")
    func values() {
        let chat = Chat(id: ID(1), name: name, type: .group)
        #expect((chat.id, chat.name, chat.type) == (ID(1), name, .group))
        let user = User(id: ID(2), email: EmailAddress(stored: "a@b.c"), name: UserName(stored: "Анна"))
        #expect(user.id == ID(2))
        #expect(user.email.rawValue == "a@b.c")
        #expect(user.name.rawValue == "Анна")
        let message = Message(
            id: ID(3),
            chat: chat.id,
            seq: Seq(4),
            sender: user.id,
            text: MessageText(stored: "Привет"),
            clientMessageID: nil,
            createdAt: Timestamp(microseconds: 5)
        )
        #expect(message.seq > Seq(3))
        #expect(message.clientMessageID == nil)
    }
}

@Suite("Ids")
struct IDTests {
    @Test("ids are ordered by number, not by text")
    func order() {
        #expect([ID<User>(10), ID(9), ID(-1)].sorted() == [ID(-1), ID(9), ID(10)])
    }

    @Test("an id is shown as a bare number")
    func description() {
        #expect("\(ID<Chat>(42))" == "42")
    }
}
