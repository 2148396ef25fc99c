import Domain
import Testing
import Wire

@testable import LoadTool

@Suite("What a frame of the server is about")
struct ServerWordTests {
    private func look<Value>(_ text: String, _ body: (ServerWord) -> Value) -> Value {
        look(Array(text.utf8), body)
    }

    private func look<Value>(_ bytes: [UInt8], _ body: (ServerWord) -> Value) -> Value {
        bytes.withUnsafeBytes { body(ServerWord($0)) }
    }

    private static let stamp = "0000000000000005-00000001-00000002-00000003b"

    private func message(_ text: String, seq: Int64, id: String? = stamp) -> [UInt8] {
        ServerFrame.message(
            Message(
                id: ID(29),
                chat: ID(12),
                seq: Seq(seq),
                sender: ID(4),
                text: MessageText(stored: text),
                clientMessageID: id.map { ClientMessageID(stored: $0) },
                createdAt: Timestamp(microseconds: 1_700_000_000_000_000)
            )
        )
    }

    @Test("place, chat and stamp of a message as the server writes it", arguments: [1, 9, 10, 12_345, .max] as [Int64])
    func message(_ seq: Int64) {
        look(message("Привет 👋", seq: seq)) { word in
            #expect(word.kind == .message)
            #expect(word.seq == seq)
            #expect(word.chat == 12)
            #expect(word.stamp == Stamp(time: 5, sender: 1, number: 2, run: 3))
        }
    }

    @Test(
        "whatever people write is not taken for the message's place, chat or stamp",
        arguments: [
            #","seq":99,"client_message_id":"x"}"#, #"\","seq":98"#, #"","chat_id":97"#, "\",\"seq\":96",
            #"{"type":"ack","seq":95}"#,
        ]
    )
    func insidious(_ text: String) {
        for id in [Self.stamp, "of somebody else", nil] {
            look(message(text, seq: 7, id: id)) { word in
                #expect(word.seq == 7)
                #expect(word.chat == 12)
                #expect((word.stamp != nil) == (id == Self.stamp))
            }
        }
    }

    @Test(
        "the frames that matter are told apart",
        arguments: [
            (#"{"type":"message","id":1}"#, .message), (#"{"type":"member_joined","chat_id":1}"#, .change),
            (#"{"type":"member_left","chat_id":1}"#, .change), (#"{"type":"ack","seq":1}"#, .ack),
            (#"{"type":"error","code":"x"}"#, .error), (#"{"type":"welcome"}"#, .welcome),
            (#"{"type":"state","chats":[]}"#, .state), (#"{"type":"synced"}"#, .synced),
            (#"{"type":"read","message_id":1}"#, .other), (#"{"type":"receipt","read_seq":1}"#, .other),
            (#"{"type":"x"}"#, .other), ("{}", .other), ("", .other),
        ] as [(String, ServerWord.Kind)]
    )
    func kinds(_ text: String, _ kind: ServerWord.Kind) {
        #expect(look(text) { $0.kind } == kind)
    }

    @Test("an answer names the message that is stored, wherever the name stands")
    func ack() {
        let text = #"{"type":"ack","client_message_id":"\#(Self.stamp)","id":29,"chat_id":12,"seq":7,"repeated":false}"#
        look(text) { word in
            #expect(word.kind == .ack)
            #expect(word.stamp?.number == 2)
            #expect(word.chat == 12)
            #expect(word.seq == 7)
        }
    }

    @Test("the state of an account tells how far its chats are")
    func state() {
        let text = #"{"type":"state","position":"x","chats":[{"id":12,"last_seq":7},{"id":13,"last_seq":0},{"id":14}]}"#
        #expect(AccountState.places(in: text) == [12: 7, 13: 0])
        #expect(AccountState.places(in: "{}") == [:])
        #expect(AccountState.places(in: "nonsense") == [:])
    }

    @Test(
        "frames that end too early have no place",
        arguments: [#"{"type":"message","seq":"#, #"{"type":"message","seq"#]
    )
    func short(_ text: String) {
        look(text) { word in
            #expect(word.seq == nil)
            #expect(word.stamp == nil)
        }
    }
}
