import Domain
import Testing
import Wire

@testable import APIDocs

/// The examples about members and about what has happened, against the writers and readers of the server.
@Suite("An example about what has happened")
struct SyncExampleTests {
    private let anna = User(id: ID(5), email: EmailAddress(stored: "anna@example.com"), name: UserName(stored: "Анна"))
    private let members = [
        Member(user: ID(5), name: UserName(stored: "Анна"), read: Seq(2), delivered: Seq(3)),
        Member(user: ID(6), name: UserName(stored: "Борис"), read: Seq(3), delivered: Seq(3)),
    ]
    private let message = Message(
        id: ID(26),
        chat: ID(3),
        seq: Seq(3),
        sender: ID(6),
        text: MessageText(stored: "Привет 👋"),
        clientMessageID: ClientMessageID(stored: "58219a50-fa27-46a8-b91e-695b5610efbb"),
        createdAt: Timestamp(microseconds: 1_795_404_371_705_044)
    )
    private let read = ReadState(chat: ID(3), read: Seq(2), unread: 1, counted: Seq(3))
    private let position = Position(
        epoch: StoreEpoch("5f0c6a1e9b3d2f47"),
        account: UserSeq(6),
        chats: [ID(12): Position.InChat(seq: Seq(8), receipts: ReceiptSeq(5))]
    )

    private var chat: ChatState {
        ChatState(
            chat: Chat(id: ID(3), name: ChatName(stored: "Алиса и Боб"), type: .private),
            lastSeq: Seq(3),
            receiptSeq: ReceiptSeq(2),
            read: read,
            memberCount: 2,
            members: members,
            creator: ID(5),
            lastMessage: message
        )
    }

    @Test("of members and of the list of chats is what the server writes")
    func lists() {
        #expect(shown(Samples.members) == sent(ReplyBody.members(members)))
        #expect(shown(Samples.chatSummaries) == sent(ReplyBody.chats([chat])))
    }

    @Test("of a reply is what the server writes")
    func replies() {
        #expect(shown(Samples.syncState) == sent(ReplyBody.state(of: anna, chats: [chat], at: position)))
        let events = [ServerFrame.message(message), ServerFrame.account(.unread(read), at: UserSeq(6))]
        #expect(shown(Samples.syncChanges) == sent(ReplyBody.changes(events, until: position, more: false)))
        #expect(shown(Samples.syncReset) == sent(ReplyBody.reset))
    }

    @Test("of a cursor that was moved is what the server writes")
    func readState() {
        let state = ReadState(chat: ID(3), read: Seq(42), unread: 0, counted: Seq(42))
        let responses = document["paths"]?["/chats/{chat_id}/read"]?["post"]?["responses"]
        let example = responses?["200"]?["content"]?["application/json"]?["example"]
        #expect(example.map(compact) == sent(ReplyBody.readState(state)))
    }

    @Test("of a problem is how the server tells it")
    func problems() {
        #expect(told { _ = try PathParameter.userID("abc") } == shown(.badUserID))
        #expect(told { _ = try MembersQuery.parse([(name: "limit", value: "1001")]) } == shown(.badMemberLimit))
        #expect(told { _ = try SyncQuery.parse([(name: "limit", value: "1001")]) } == shown(.badSyncLimit))
        #expect(told { _ = try SyncQuery.parse([(name: "since", value: "yesterday")]) } == shown(.badPosition))
        #expect(told { _ = try EventsQuery.parse([], lastEventID: "yesterday") } == shown(.badLastEventID))
        #expect(told { try parse(SyncRequest.self, #"{"since":"yesterday"}"#) } == shown(.badPositionInBody))
        #expect(told { try parse(AddMembersRequest.self, #"{"user_ids":[]}"#) } == shown(.noMembers))
        #expect(told { try parse(MarkReadRequest.self, #"{"seq":-1}"#) } == shown(.badSeq))
    }

    @Test("of a parameter has the limits that the server keeps")
    func limits() {
        let parameters = document["components"]?["parameters"]
        for (name, limits, standard) in [
            ("MemberLimit", MembersQuery.limits, MembersQuery.defaultLimit),
            ("SyncLimit", SyncQuery.limits, SyncQuery.defaultLimit),
        ] {
            #expect(parameters?[name]?["schema"]?["minimum"].number == limits.lowerBound)
            #expect(parameters?[name]?["schema"]?["maximum"].number == limits.upperBound)
            #expect(parameters?[name]?["schema"]?["default"].number == standard)
        }
        #expect(schema("MembersAdd", "user_ids")["maxItems"].number == Int64(AddMembersRequest.count.upperBound))
    }

    @Test("of a position is one")
    func samplePosition() throws {
        guard case .string(let token) = Samples.position, case .string(let pattern) = Schemas.positionPattern
        else { return }
        #expect(PositionToken.position(of: token) == position)
        for example in [token, "0-0", PositionToken.text(of: position)] {
            #expect(try Regex(pattern).firstMatch(in: example) != nil)
        }
    }
}

private func parse<Body: BodyRequest>(_ type: Body.Type, _ text: String) throws(RequestProblem) {
    _ = try Body.parse(contentType: nil, body: Array(text.utf8))
}

/// The 422 that a request is answered with; nil when it is taken.
private func told(_ parse: () throws -> Void) -> String? {
    do {
        try parse()
        return nil
    } catch {
        guard case .invalid(let problems) = error as? RequestProblem else { return nil }
        return sent(ReplyBody.validation(problems))
    }
}

private func shown(_ problem: Operation.Problem) -> String {
    shown(["detail": [problem.detail], "code": "validation_failed"])
}

private func shown(_ value: JSON) -> String {
    value.compactText
}

private func sent(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}
