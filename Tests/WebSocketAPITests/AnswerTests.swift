import NIOCore
import NIOEmbedded
import NIOWebSocket
import Testing

@testable import WebSocketAPI

@Suite("Answers that come from other threads")
struct AnswerTests {
    @Test("those that come together leave together, in their order")
    func together() throws {
        let loop = EmbeddedEventLoop()
        let counter = FlushCounter()
        let connection = SocketConnection.forTesting(on: loop)
        let channel = EmbeddedChannel(handlers: [counter, connection], loop: loop)
        let answers: [@Sendable (UInt8) -> Void] = (0..<3).map { _ in
            connection.begin { (number: UInt8) in
                connection.write(FrameBytes.frame(.ping, ByteBuffer(bytes: [number])))
            }
        }
        for (number, answer) in answers.enumerated() { answer(UInt8(number)) }
        #expect(try channel.readOutbound(as: ByteBuffer.self) == nil)
        loop.run()
        // One flush for each answer, of which the first has something to send.
        #expect(counter.sizes.filter { $0 > 0 } == [3])
        for number in 0..<3 as Range<UInt8> {
            let frame = FrameBytes.frame(.ping, ByteBuffer(bytes: [number]))
            #expect(try channel.readOutbound(as: ByteBuffer.self) == frame)
        }
    }

    @Test("one that comes while others are taken in has its own turn")
    func later() throws {
        let loop = EmbeddedEventLoop()
        let connection = SocketConnection.forTesting(on: loop)
        let channel = EmbeddedChannel(handler: connection, loop: loop)
        let second = connection.begin { (frame: ByteBuffer) in connection.write(frame) }
        let first = connection.begin { (frame: ByteBuffer) in second(frame) }
        first(FrameBytes.frame(.ping))
        loop.run()
        #expect(try channel.readOutbound(as: ByteBuffer.self) == FrameBytes.frame(.ping))
    }
}

/// Counts how many pieces each flush sends.
private final class FlushCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private var waiting = 0
    private(set) var sizes: [Int] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        waiting += 1
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        sizes.append(waiting)
        waiting = 0
        context.flush()
    }
}
