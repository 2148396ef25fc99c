import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import WebSocketAPI

@Suite("The pieces that wait for a client")
struct OutboxTests {
    @Test("are asked about one at a time")
    func asking() {
        var outbox = Outbox(limit: 8)
        #expect((1...3).map { _ in outbox.write() } == [2, nil, nil])
        outbox.sent(2)
        #expect((1...3).map { _ in outbox.write() } == [5, nil, nil])
    }

    @Test("are none only when the last one is known to have gone, the reply to the handshake among them")
    func empty() {
        var outbox = Outbox(limit: 8)
        #expect(!outbox.isEmpty)
        let first = outbox.write()
        _ = outbox.write()
        outbox.sent(first ?? 0)
        #expect(!outbox.isEmpty)
        outbox.sent(outbox.write() ?? 0)
        #expect(outbox.isEmpty)
    }

    @Test("are too many once more may be waiting than the limit, and not before")
    func limit() {
        var outbox = Outbox(limit: 8)
        for _ in 1...7 { _ = outbox.write() }
        #expect(!outbox.isOverfull)
        _ = outbox.write()
        #expect(outbox.isOverfull)
    }

    @Test("are never too many for a client that takes each as it comes")
    func quick() {
        var outbox = Outbox(limit: 8)
        for _ in 1...1000 {
            if let piece = outbox.write() { outbox.sent(piece) }
            #expect(!outbox.isOverfull)
        }
    }

    @Test("are too many for a client whose channel was full before it became a socket")
    func fullBefore() throws {
        let loop = EmbeddedEventLoop()
        let channel = EmbeddedChannel(loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.isWritable = false
        let connection = SocketConnection.forTesting(on: loop)
        try channel.pipeline.syncOperations.addHandler(connection)
        connection.send(FrameBytes.frame(.ping))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == FrameBytes.frame(.ping))
        #expect(try channel.readOutbound(as: ByteBuffer.self) == FrameBytes.close(.tooSlow))
    }
}
