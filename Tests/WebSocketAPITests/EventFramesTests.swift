import Domain
import NIOCore
import Realtime
import Testing
import UseCases
import WebSocketAPI
import Wire

@Suite("What clients are shown, in each of its forms")
struct EventFramesTests {
    private let encoder = EventFrames(compression: nil)
    private let position = Position(
        epoch: StoreEpoch("5f0c"),
        account: UserSeq(6),
        chats: [ID(12): Position.InChat(seq: Seq(8), receipts: ReceiptSeq(5))]
    )
    private let anna = User(id: ID(5), email: EmailAddress(stored: "a@example.com"), name: UserName(stored: "Анна"))
    private let event = Event.receipt(
        Receipt(chat: ID(12), user: ID(5), read: Seq(7), delivered: Seq(8), number: ReceiptSeq(5))
    )

    @Test("an event is the same JSON everywhere")
    func events() {
        let json = #"{"type":"receipt","chat_id":12,"user_id":5,"read_seq":7,"delivered_seq":8,"receipt_seq":5}"#
        #expect(text(event, .json) == json)
        #expect(text(event, .eventStream) == "data:\(json)\n\n")
        #expect(text(event, .webSocket).hasSuffix(json))
        #expect(encoder.bytes(for: event, as: .webSocket).readableBytes == json.utf8.count + 2)
    }

    @Test("an event that nobody sees has no bytes", arguments: Rendition.allCases)
    func invisible(rendition: Rendition) {
        #expect(text(.sessionsEnded(ID(5), .all(except: nil)), rendition).isEmpty)
    }

    @Test("in an event stream a position is the id of the last event")
    func positions() {
        let token = "5f0c-6-c.8.5"
        #expect(text(.position(position), .eventStream) == "id:\(token)\n\n")
        #expect(
            text(.synced(position), .eventStream)
                == "id:\(token)\ndata:{\"type\":\"synced\",\"position\":\"\(token)\"}\n\n"
        )
        let snapshot = text(.snapshot(anna, Snapshot(position: position, chats: [])), .eventStream)
        #expect(snapshot.hasPrefix("id:\(token)\ndata:{\"type\":\"state\",\"position\":\"\(token)\""))
        #expect(text(.reset, .eventStream) == "data:{\"type\":\"reset\"}\n\n")
    }

    @Test("elsewhere a position is a frame")
    func positionFrames() {
        let json = #"{"type":"position","position":"5f0c-6-c.8.5"}"#
        #expect(text(.position(position), .json) == json)
        #expect(text(.position(position), .webSocket).hasSuffix(json))
    }

    private func text(_ event: Event, _ rendition: Rendition) -> String {
        String(decoding: encoder.bytes(for: event, as: rendition).readableBytesView, as: UTF8.self)
    }

    private func text(_ notice: FeedNotice, _ rendition: Rendition) -> String {
        String(decoding: encoder.bytes(for: notice, as: rendition).readableBytesView, as: UTF8.self)
    }
}
