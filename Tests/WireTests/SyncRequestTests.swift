import Domain
import Testing

@testable import Wire

@Suite("Requests about members and about what has happened")
struct SyncRequestTests {
    private static let token = "5f0c-6-c.8.5"
    private static let position = Position(
        epoch: StoreEpoch("5f0c"),
        account: UserSeq(6),
        chats: [ID(12): Position.InChat(seq: Seq(8), receipts: ReceiptSeq(5))]
    )

    @Test("GET /sync: nothing, a position, a limit, the last of each name")
    func syncQuery() throws {
        #expect(try sync([]) == SyncQuery(since: nil, limit: 500))
        #expect(try sync([("since", Self.token)]) == SyncQuery(since: Self.position, limit: 500))
        let pairs = [("since", "x"), ("limit", "5"), ("since", Self.token), ("limit", " 07 "), ("other", "")]
        #expect(try sync(pairs) == SyncQuery(since: Self.position, limit: 7))
    }

    @Test("GET /sync: what is wrong is told, all of it")
    func badSyncQuery() {
        #expect(
            refusal { () throws(RequestProblem) in _ = try sync([("limit", "0"), ("since", "")]) }
                == #"{"detail":[{"type":"position_parsing","loc":["query","since"],"#
                + #""msg":"Input should be a position that this server gave out","input":""},"#
                + #"{"type":"greater_than_equal","loc":["query","limit"],"#
                + #""msg":"Input should be greater than or equal to 1","input":"0","ctx":{"ge":1}}],"#
                + #""code":"validation_failed"}"#
        )
    }

    @Test("POST /sync: the same in a body")
    func syncBody() throws {
        #expect(
            try SyncRequest.parse(#"{"since":"\#(Self.token)"}"#) == SyncRequest(since: Self.position, limit: 500)
        )
        for limit in ["null", "true", #""5""#, "[]", "{}"] {
            let problems = SyncRequest.problems(#"{"since":"\#(Self.token)","limit":\#(limit)}"#)
            #expect(problems.map(\.type) == ["int_type"])
        }
        #expect(try SyncRequest.parse(#"{"since":"\#(Self.token)","limit":7.0}"#).limit == 7)
        #expect(try SyncRequest.parse(#"{"since":"\#(Self.token)","limit":1000}"#).limit == 1000)
        #expect(SyncRequest.problems("{}").map(\.type) == ["missing"])
        #expect(
            SyncRequest.problems(#"{"since":5,"limit":1001}"#).map(\.type) == ["string_type", "less_than_equal"]
        )
        #expect(SyncRequest.problems(#"{"since":"yesterday"}"#).map(\.type) == ["position_parsing"])
    }

    @Test("GET /events: the field of the head counts before the query")
    func events() throws {
        let query = [(name: "since", value: "0-1")]
        #expect(try EventsQuery.parse([], lastEventID: nil).since == nil)
        #expect(try EventsQuery.parse([], lastEventID: "").since == nil)
        #expect(try EventsQuery.parse(query, lastEventID: nil).since?.account == UserSeq(1))
        #expect(try EventsQuery.parse(query, lastEventID: Self.token).since == Self.position)
        let problem = refusal { () throws(RequestProblem) in
            _ = try EventsQuery.parse(query, lastEventID: "yesterday")
        }
        #expect(problem.contains(#""type":"position_parsing","loc":["header","Last-Event-ID"]"#))
    }

    @Test("GET …/members: where the page begins, and how long it is")
    func membersQuery() throws {
        #expect(try members([]) == MembersQuery(after: nil, limit: 100))
        #expect(try members([("after", "7"), ("limit", "1000")]) == MembersQuery(after: ID(7), limit: 1000))
        let problem = refusal { () throws(RequestProblem) in _ = try members([("limit", "1001"), ("after", "x")]) }
        #expect(problem.contains(#""loc":["query","after"]"#))
        #expect(problem.contains(#""loc":["query","limit"]"#))
    }

    @Test("POST …/members: one to a hundred ids, in many forms")
    func addMembers() throws {
        #expect(try AddMembersRequest.parse(#"{"user_ids":[7,"8",7]}"#).users == [ID(7), ID(8), ID(7)])
        let hundred = Array(repeating: "5", count: 100).joined(separator: ",")
        #expect(try AddMembersRequest.parse(#"{"user_ids":[\#(hundred)]}"#).users.count == 100)
        #expect(
            AddMembersRequest.refusal(#"{"user_ids":[\#(hundred),5]}"#)
                .contains(#""type":"too_long","loc":["body","user_ids"],"msg":"List should have at most 100 items "#)
        )
        #expect(AddMembersRequest.problems(#"{"user_ids":[]}"#).map(\.type) == ["too_short"])
        #expect(AddMembersRequest.problems(#"{"user_ids":[null]}"#).map(\.type) == ["int_type"])
        #expect(AddMembersRequest.problems(#"{"user_ids":5}"#).map(\.type) == ["list_type"])
        #expect(AddMembersRequest.problems("{}").map(\.type) == ["missing"])
    }

    @Test("POST …/read: a place, or a message; the place counts where both are named")
    func markRead() throws {
        #expect(try MarkReadRequest.parse(#"{"seq":7}"#) == .seq(Seq(7)))
        #expect(try MarkReadRequest.parse(#"{"seq":0}"#) == .seq(Seq(0)))
        #expect(try MarkReadRequest.parse(#"{"message_id":"26"}"#) == .message(ID(26)))
        #expect(try MarkReadRequest.parse(#"{"message_id":26,"seq":null}"#) == .message(ID(26)))
        #expect(try MarkReadRequest.parse(#"{"message_id":26,"seq":7}"#) == .seq(Seq(7)))
        #expect(MarkReadRequest.problems("{}").map(\.type) == ["missing"])
        #expect(MarkReadRequest.problems(#"{"seq":null}"#).map(\.type) == ["int_type"])
        #expect(MarkReadRequest.problems(#"{"seq":-1}"#).map(\.type) == ["greater_than_equal"])
        #expect(MarkReadRequest.problems(#"{"seq":1e30}"#).map(\.type) == ["int_parsing_size"])
        #expect(MarkReadRequest.problems(#"{"message_id":1.5}"#).map(\.type) == ["int_from_float"])
    }

    @Test("a person in a path is read like a chat")
    func userID() throws {
        #expect(try PathParameter.userID(" +5 ") == ID(5))
        #expect(try PathParameter.userID("99999999999999999999") == ID(0))
        let problem = refusal { () throws(RequestProblem) in _ = try PathParameter.userID("x") }
        #expect(problem.contains(#""loc":["path","user_id"]"#))
    }

    private func sync(_ pairs: [(String, String)]) throws(RequestProblem) -> SyncQuery {
        try SyncQuery.parse(pairs.map { (name: $0.0, value: $0.1) })
    }

    private func members(_ pairs: [(String, String)]) throws(RequestProblem) -> MembersQuery {
        try MembersQuery.parse(pairs.map { (name: $0.0, value: $0.1) })
    }
}

@Suite("Replies about members and about what has happened")
struct SyncReplyTests {
    @Test("members")
    func members() {
        let anna = Member(user: ID(5), name: UserName(stored: "Анна"), read: Seq(2), delivered: Seq(3))
        #expect(text(ReplyBody.members([])) == "[]")
        #expect(
            text(ReplyBody.members([anna])) == #"[{"id":5,"name":"Анна","read_seq":2,"delivered_seq":3}]"#
        )
    }

    @Test("a cursor")
    func readState() {
        let state = ReadState(chat: ID(3), read: Seq(5), unread: 2, counted: Seq(9))
        #expect(text(ReplyBody.readState(state)) == #"{"chat_id":3,"read_seq":5,"unread":2,"last_seq":9}"#)
    }

    @Test("events stand in a reply as they were written")
    func changes() {
        let position = Position(epoch: StoreEpoch("e"), account: UserSeq(1), chats: [:])
        let events = [ServerFrame.pong, ServerFrame.message(message())]
        #expect(
            text(ReplyBody.changes(events, until: position, more: true))
                == #"{"events":[{"type":"pong"},\#(text(ServerFrame.message(message())))],"position":"e-1","#
                + #""more":true,"reset":false}"#
        )
        #expect(text(ReplyBody.reset) == #"{"events":[],"position":null,"more":false,"reset":true}"#)
    }
}

/// The answer to what `parse` throws.
private func refusal(_ parse: () throws(RequestProblem) -> Void) -> String {
    do throws(RequestProblem) {
        try parse()
        return ""
    } catch {
        guard case .invalid(let problems) = error else { return "" }
        return text(ReplyBody.validation(problems))
    }
}
