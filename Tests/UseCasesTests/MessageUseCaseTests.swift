import Domain
import Synchronization
import Testing
import UseCases

@Suite("Sending and reading", .timeLimit(.minutes(1)))
struct MessageUseCaseTests {
    @Test("a message without a name of its own is given one, and the present time")
    func madeName() async throws {
        let product = Product()
        let sent = try await product.sending {
            try await product.messenger.sendMessage(
                MessageText(stored: "hello"),
                to: ID(3),
                by: ID(5),
                clientMessageID: nil
            )
        }
        #expect(sent.message.clientMessageID?.rawValue == "made-1")
        #expect(sent.message.createdAt == FixedClock.moment)
        #expect(sent.message.chat == ID(3))
        #expect(sent.message.sender == ID(5))
        #expect(product.bus.messages == [sent.message])
    }

    @Test("the sender's own name for a message is kept")
    func ownName() async throws {
        let product = Product()
        let name = ClientMessageID(stored: "mine")
        let sent = try await product.sending {
            try await product.messenger.sendMessage(
                MessageText(stored: "hello"),
                to: ID(3),
                by: ID(5),
                clientMessageID: name
            )
        }
        #expect(sent.message.clientMessageID == name)
    }

    @Test("a refusal of the store reaches the sender")
    func refusal() async throws {
        let product = Product()
        product.store.messages.state.withLock { $0.outcome = { _, _ in .refused(.clientMessageIDReused) } }
        await #expect(throws: MessengerError.clientMessageIDReused) {
            try await product.sending {
                try await product.messenger.sendMessage(
                    MessageText(stored: "hello"),
                    to: ID(3),
                    by: ID(5),
                    clientMessageID: nil
                )
            }
        }
    }

    @Test("what a reading causes is told, and the reader learns where they stand")
    func read() async throws {
        let product = Product()
        let receipt = ReadReceipt(message: ID(9), chat: ID(3), author: ID(1), reader: ID(2))
        let state = ReadState(chat: ID(3), read: Seq(9), unread: 4, counted: Seq(13))
        product.store.cursors.state.withLock { $0.outcome = { _ in .moved(state, events: [.messageRead(receipt)]) } }
        let answer = try await product.moving {
            try await product.messenger.markRead(.readMessage(ID(9)), in: ID(3), by: ID(2))
        }
        #expect(answer == state)
        #expect(product.bus.events.withLock { $0 } == [.messageRead(receipt)])
    }
}
