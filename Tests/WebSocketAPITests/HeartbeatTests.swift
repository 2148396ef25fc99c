import NIOCore
import NIOEmbedded
import NIOWebSocket
import TestKit
import Testing

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
        connection = .forTesting(on: loop, inFlight: inFlight, pingInterval: Self.interval)
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
        var frame = ByteBuffer()
        frame.writeClientFrame(first: 0x80 | UInt8(webSocketOpcode: opcode), payload: [])
        try channel.writeInbound(frame)
        while try channel.readOutbound(as: ByteBuffer.self) != nil {}
    }
}
