import Domain
import Testing
import Wire

@Suite("Frames of clients on an account's socket")
struct AccountFrameTests {
    static let frames: [(String, AccountFrame)] = [
        (#"{"type":"auth","token":"a.b.c"}"#, .auth("a.b.c")),
        (#"{"type":"auth","token":5}"#, .auth("")),
        (#"{"type":"hello"}"#, .hello(.nothing, isPresent: true)),
        (#"{"type":"hello","position":null,"cursors":null,"presence":false}"#, .hello(.nothing, isPresent: false)),
        (
            #"{"type":"hello","position":"ab-1"}"#,
            .hello(
                .position(Position(epoch: StoreEpoch("ab"), account: UserSeq(1), chats: [:])),
                isPresent: true
            )
        ),
        (
            #"{"type":"hello","cursors":{"3":7,"4":0}}"#,
            .hello(.cursors([ID(3): Seq(7), ID(4): Seq(0)]), isPresent: true)
        ),
        (
            #"{"type":"message","chat_id":3,"text":"hi","client_message_id":"m"}"#,
            .message(ID(3), MessageText(stored: "hi"), ClientMessageID(stored: "m"))
        ),
        (#"{"type":"message","chat_id":3,"text":"hi"}"#, .message(ID(3), MessageText(stored: "hi"), nil)),
        (#"{"type":"read","chat_id":3,"seq":9}"#, .read(ID(3), Seq(9))),
        (#"{"type":"read","chat_id":3,"message_id":9}"#, .readMessage(ID(3), ID(9))),
        (#"{"type":"ack","chat_id":3,"seq":9}"#, .delivered(ID(3), Seq(9))),
        (#"{"type":"typing","chat_id":3}"#, .typing(ID(3))),
        (#"{"type":"presence","user_ids":[1,2,2]}"#, .watch([ID(1), ID(2)])),
        (#"{"type":"ping"}"#, .ping), (#"{"type":"else"}"#, .ignored), (#"{"type":7}"#, .ignored), ("{}", .ignored),
    ]

    @Test("say what they say", arguments: frames)
    func understood(text: String, frame: AccountFrame) {
        #expect(AccountFrame.parse(Array(text.utf8)) == frame)
    }

    static let malformed: [(String, AccountFrame)] = [
        ("", .malformed(.invalidJSON, nil)), ("7", .malformed(.invalidFrame, nil)),
        (
            #"{"type":"message","text":"hi","client_message_id":"m"}"#,
            .malformed(.invalidChatID, ClientMessageID(stored: "m"))
        ),
        (#"{"type":"message","chat_id":3,"text":5}"#, .malformed(.invalidText(nil), nil)),
        (
            #"{"type":"message","chat_id":3,"text":"x","client_message_id":""}"#,
            .malformed(.invalidClientMessageID, nil)
        ),
        (#"{"type":"read","chat_id":3}"#, .malformed(.invalidSeq, nil)),
        (#"{"type":"read","chat_id":3,"message_id":1.5}"#, .malformed(.invalidMessageID, nil)),
        (#"{"type":"ack","chat_id":3,"seq":-1}"#, .malformed(.invalidSeq, nil)),
        (#"{"type":"typing","chat_id":null}"#, .malformed(.invalidChatID, nil)),
        (#"{"type":"presence"}"#, .malformed(.invalidUserIDs, nil)),
        (
            #"{"type":"presence","user_ids":[\#(Array(repeating: "1", count: 201).joined(separator: ","))]}"#,
            .malformed(.invalidUserIDs, nil)
        ),
        (#"{"type":"hello","position":"?"}"#, .malformed(.invalidPosition, nil)),
        (#"{"type":"hello","cursors":{"0":1}}"#, .malformed(.invalidCursors, nil)),
    ]

    @Test("that cannot be understood say why", arguments: malformed)
    func refused(text: String, frame: AccountFrame) {
        #expect(AccountFrame.parse(Array(text.utf8)) == frame)
    }
}
