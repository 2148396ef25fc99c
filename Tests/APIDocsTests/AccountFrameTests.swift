import Domain
import Testing
import Wire

@testable import APIDocs

@Suite("A frame of an account's socket in the document")
struct AccountFrameTests {
    @Test("is what the server writes", arguments: written)
    func writing(name: String, bytes: [UInt8]) throws {
        let frame = try #require(DocumentedChannel.account.frames.first { $0.name == name })
        #expect(String(decoding: bytes, as: UTF8.self) == frame.example.compactText)
    }

    @Test("is compared with what the server writes, whichever it is")
    func completeness() {
        let fromServer = DocumentedChannel.account.frames.filter { $0.sender == .server }.map(\.name)
        #expect(Set(fromServer) == Set(written.map(\.name)))
    }

    @Test("is one that the server reads")
    func reading() throws {
        let chat = ID<Chat>(12)
        let name = ClientMessageID(stored: "58219a50-fa27-46a8-b91e-695b5610efbb")
        let expected: [String: AccountFrame] = [
            "Authenticate": .auth(Samples.accessToken.text ?? ""),
            "Hello": .hello(.position(position), isPresent: true),
            "PostMessageToChat": .message(chat, MessageText(stored: "Привет 👋"), name),
            "MarkRead": .read(chat, Seq(7)), "Delivered": .delivered(chat, Seq(8)), "SayTyping": .typing(chat),
            "WatchPresence": .watch([ID(18), ID(19)]), "Ping": .ping,
        ]
        for frame in DocumentedChannel.account.frames where frame.sender == .client {
            #expect(AccountFrame.parse(Array(frame.example.compactText.utf8)) == expected[frame.name], "\(frame.name)")
        }
    }

    @Test("that is an error has the codes that there are")
    func codes() {
        let problems: [FrameProblem] = [
            .binary, .invalidJSON, .invalidFrame, .invalidText(nil), .invalidClientMessageID, .invalidMessageID,
            .invalidChatID, .invalidSeq, .invalidPosition, .invalidCursors, .invalidUserIDs, .unexpectedFrame,
        ]
        let refusals: [MessengerError] = [
            .notAMember, .clientMessageIDReused, .overloaded(retryAfter: .zero), .unavailable(retryAfter: .zero),
            .internalFault, .invalidToken, .incompleteToken, .accountGone,
        ]
        #expect(FrameError.ofAccountSocket.map(\.code) == problems.map(\.code) + refusals.map { ErrorReply($0).code })
    }
}

private let position = Position(
    epoch: StoreEpoch("5f0c6a1e9b3d2f47"),
    account: UserSeq(6),
    chats: [ID(12): Position.InChat(seq: Seq(8), receipts: ReceiptSeq(5))]
)

/// The message of the examples.
let message = Message(
    id: ID(42),
    chat: ID(12),
    seq: Seq(7),
    sender: ID(17),
    text: MessageText(stored: "Привет 👋"),
    clientMessageID: ClientMessageID(stored: "58219a50-fa27-46a8-b91e-695b5610efbb"),
    createdAt: Timestamp(microseconds: 1_795_404_499_752_639)
)

private let anna = User(id: ID(5), email: EmailAddress(stored: "anna@example.com"), name: UserName(stored: "Анна"))

private let chat = ChatState(
    chat: Chat(id: ID(3), name: ChatName(stored: "Алиса и Боб"), type: .private),
    lastSeq: Seq(3),
    receiptSeq: ReceiptSeq(2),
    read: ReadState(chat: ID(3), read: Seq(2), unread: 1, counted: Seq(3)),
    memberCount: 2,
    members: [
        Member(user: ID(5), name: UserName(stored: "Анна"), read: Seq(2), delivered: Seq(3)),
        Member(user: ID(6), name: UserName(stored: "Борис"), read: Seq(3), delivered: Seq(3)),
    ],
    creator: ID(5),
    lastMessage: Message(
        id: ID(26),
        chat: ID(3),
        seq: Seq(3),
        sender: ID(6),
        text: MessageText(stored: "Привет 👋"),
        clientMessageID: ClientMessageID(stored: "58219a50-fa27-46a8-b91e-695b5610efbb"),
        createdAt: Timestamp(microseconds: 1_795_404_371_705_044)
    )
)

/// Boris came to the chat, or left it.
private func membership(_ kind: MembershipChange.Kind) -> [UInt8] {
    ServerFrame.membership(
        MembershipChange(
            chat: ID(12),
            seq: Seq(8),
            kind: kind,
            user: ID(18),
            name: UserName(stored: "Борис"),
            actor: ID(17),
            createdAt: Timestamp(microseconds: 1_795_404_544_118_203)
        )
    )
}

/// What the server writes, by the name of the frame.
private let written: [(name: String, bytes: [UInt8])] = [
    (
        "Welcome",
        ServerFrame.welcome(
            ServerFrame.Welcome(
                user: anna,
                sessionExpiresIn: 216_000,
                heartbeat: 20,
                messageBytes: 262_144,
                inFlight: 128,
                version: "0.1.0"
            )
        )
    ),
    ("State", ServerFrame.state(of: anna, chats: [chat], at: position)), ("Synced", ServerFrame.synced(position)),
    ("Reset", ServerFrame.reset), ("Position", ServerFrame.position(position)),
    ("Message", ServerFrame.message(message)), ("MemberJoined", membership(.joined)),
    ("MemberLeft", membership(.left)),
    (
        "Receipt",
        ServerFrame.receipt(
            Receipt(chat: ID(12), user: ID(18), read: Seq(7), delivered: Seq(8), number: ReceiptSeq(5))
        )
    ),
    ("ChatAdded", ServerFrame.account(.chatAdded(chat), at: UserSeq(4))),
    ("ChatRemoved", ServerFrame.account(.chatRemoved(ID(12)), at: UserSeq(5))),
    (
        "Unread",
        ServerFrame.account(
            .unread(ReadState(chat: ID(12), read: Seq(7), unread: 0, counted: Seq(8))),
            at: UserSeq(6)
        )
    ),
    ("Typing", ServerFrame.typing(in: ID(12), by: ID(18), seconds: 6)),
    (
        "Presence",
        ServerFrame.presence(
            of: ID(18),
            isOnline: false,
            lastSeen: Timestamp(microseconds: 1_795_404_710_250_000)
        )
    ),
    ("Acknowledgement", ServerFrame.ack(message, isRepeat: false)), ("Pong", ServerFrame.pong),
    ("Reconnect", ServerFrame.reconnect(afterMilliseconds: 3250)),
    (
        "AccountError",
        ServerFrame.error(
            code: FrameProblem.invalidText(nil).code,
            detail: FrameProblem.invalidText(nil).detail(in: .russian),
            clientMessageID: ClientMessageID(stored: "a1")
        )
    ),
]
