import Domain
import Testing
import Wire

@Suite("Position tokens")
struct PositionTokenTests {
    private static let position = Position(
        epoch: StoreEpoch("0a1b2c3d4e5f6071"),
        account: UserSeq(37),
        chats: [
            ID(3): Position.InChat(seq: Seq(42), receipts: ReceiptSeq(0)),
            ID(40): Position.InChat(seq: Seq(1_000_000), receipts: ReceiptSeq(7)),
        ]
    )

    @Test("name the epoch, the account's place, and each chat's, counted from the chat before")
    func text() {
        #expect(PositionToken.text(of: Self.position) == "0a1b2c3d4e5f6071-11-3.16.0-11.lfls.7")
    }

    @Test("are read back as they were written, however many chats there are", arguments: [0, 1, 2, 500])
    func roundTrip(count: Int) {
        var chats: [ID<Chat>: Position.InChat] = [:]
        for number in 0..<count {
            let chat = ID<Chat>(Int64(number * number + 1))
            chats[chat] = Position.InChat(seq: Seq(Int64(number) << 40), receipts: ReceiptSeq(Int64(number)))
        }
        let position = Position(epoch: StoreEpoch("a"), account: UserSeq(.max), chats: chats)
        #expect(PositionToken.position(of: PositionToken.text(of: position)) == position)
    }

    @Test("of a hundred chats fit into a kilobyte and a half")
    func size() {
        var chats: [ID<Chat>: Position.InChat] = [:]
        for number in 1...100 as ClosedRange<Int64> {
            chats[ID(number * 1000)] = Position.InChat(seq: Seq(100_000 + number), receipts: ReceiptSeq(50_000))
        }
        let position = Position(epoch: StoreEpoch("0a1b2c3d4e5f6071"), account: UserSeq(5), chats: chats)
        #expect(PositionToken.text(of: position).utf8.count < 1536)
    }

    @Test(
        "that were not written by a server are none",
        arguments: [
            "", "a", "a-", "-1", "a-1-", "a-1-1", "a-1-1.2", "a-1-1.2.3.4", "a-1-0.2.3", "a-1--1.2.3", "a-1-+1.2.3",
            "A-1", "a-1-1.2.x!", "a-1-zzzzzzzzzzzzzzzz.1.1", "a-1-1y2p0ij32e8e7.1.1-1y2p0ij32e8e7.1.1",
            "0123456789012345678901234567890123-1",
        ]
    )
    func malformed(text: String) {
        #expect(PositionToken.position(of: text) == nil)
    }

    @Test("are not read when they are longer than any server writes")
    func tooLong() {
        #expect(PositionToken.position(of: "a-1" + String(repeating: "-1.1.1", count: 40_000)) == nil)
    }
}
