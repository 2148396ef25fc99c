import Logging
import NIOCore
import NIOEmbedded
import NIOWebSocket
import Realtime
import Testing
import Wire

@testable import WebSocketAPI

@Suite("The heartbeat of a socket")
struct HeartbeatTests {
    @Test("a client that answers pings, or says anything else, stays", arguments: [WebSocketOpcode.pong, .ping, .text])
    func livePeer(answer: WebSocketOpcode) throws {
        let socket = try Socket()
        for _ in 1...5 {
            try socket.expectPing()
            try socket.receive(answer)
        }
        #expect(socket.channel.isActive)
    }

    @Test("a client of whom nothing has come since the last ping is dropped when the next one is due")
    func deadPeer() throws {
        let socket = try Socket()
        try socket.receive(.text)
        try socket.expectPing()
        socket.loop.advanceTime(by: Socket.interval - .nanoseconds(1))
        #expect(socket.channel.isActive)
        socket.loop.advanceTime(by: .nanoseconds(1))
        #expect(!socket.channel.isActive)
    }

    @Test("a client that the server does not read is not taken for silent")
    func unread() throws {
        let socket = try Socket(inFlight: 1)
        socket.connection.begin()
        for _ in 1...5 { try socket.expectPing() }
        socket.connection.end()
        try socket.expectPing()
        socket.loop.advanceTime(by: Socket.interval)
        #expect(!socket.channel.isActive)
    }
}

/// A socket on a loop that a test moves on.
private struct Socket {
    static let interval = TimeAmount.seconds(20)

    let loop = EmbeddedEventLoop()
    let channel: EmbeddedChannel
    let connection: SocketConnection

    init(inFlight: Int = 128) throws {
        connection = SocketConnection(
            conversation: EchoConversation(),
            eventLoop: loop,
            codec: nil,
            compresses: false,
            address: nil,
            language: .russian,
            surroundings: SocketConnection.Surroundings(
                limits: SocketLimits(inFlight: inFlight),
                census: ListenerCensus(userLimit: 0, addressLimit: 0),
                heartbeats: Heartbeats(group: loop, interval: .nanoseconds(Self.interval.nanoseconds)),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        channel = EmbeddedChannel(handler: connection, loop: loop)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// Lets an interval pass, and sees that a ping goes out.
    func expectPing() throws {
        loop.advanceTime(by: Self.interval)
        #expect(try channel.readOutbound(as: ByteBuffer.self) == FrameBytes.frame(.ping))
    }

    /// Receives a frame, and takes away whatever is said to it.
    func receive(_ opcode: WebSocketOpcode) throws {
        let mask = WebSocketMaskingKey([1, 2, 3, 4])
        try channel.writeInbound(WebSocketFrame(fin: true, opcode: opcode, maskKey: mask, data: ByteBuffer()))
        while try channel.readOutbound(as: ByteBuffer.self) != nil {}
    }
}
