import MessageDeflate
import NIOCore
import NIOEmbedded
import NIOWebSocket
import TestKit
import Testing

@testable import WebSocketAPI

@Suite("Compressing and expanding")
struct CompressionTests {
    private func inflate(_ payload: [UInt8], limit: Int = 1000) -> Inflater.Outcome {
        Inflater().inflate(ByteBuffer(bytes: payload), limit: limit)
    }

    /// The examples of RFC 7692, section 7.2.3.
    static let examples: [(name: String, payload: [UInt8])] = [
        ("a block", [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]),
        ("a block without compression", [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00]),
        ("a last block", [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]),
        ("two blocks", [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00]),
    ]

    @Test("the standard's examples are expanded", arguments: examples)
    func example(name: String, payload: [UInt8]) {
        #expect(inflate(payload) == .message(ByteBuffer(string: "Hello")), "\(name)")
    }

    @Test("a last block may be the end of the data")
    func lastBlock() {
        #expect(inflate([0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]) == .message(ByteBuffer(string: "Hello")))
    }

    @Test("an empty message is a byte")
    func empty() {
        #expect(inflate([0x00]) == .message(ByteBuffer()))
    }

    @Test("what is no DEFLATE, or only a part of it, is refused")
    func invalid() {
        #expect(inflate([]) == .invalid)
        #expect(inflate([0xFF, 0xFF, 0xFF]) == .invalid)
        #expect(inflate(Array("plain text".utf8)) == .invalid)
        let whole = Deflate.compress(Array(String(repeating: "abcdefg ", count: 20).utf8))
        for length in 0..<whole.count - 1 { #expect(inflate(Array(whole.prefix(length))) == .invalid, "\(length)") }
    }

    @Test("the limit is on what comes out, to the byte, and a bomb stops there")
    func limit() {
        let payload = Deflate.compress([UInt8](repeating: 7, count: 1000))
        #expect(inflate(payload, limit: 1000) == .message(ByteBuffer(repeating: 7, count: 1000)))
        #expect(inflate(payload, limit: 999) == .tooBig)
        #expect(inflate(Deflate.compress([UInt8](repeating: 0, count: 50_000_000)), limit: 1000) == .tooBig)
    }

    @Test("a message does not depend on the one before it, good or bad")
    func noContext() {
        let inflater = Inflater()
        let payload = ByteBuffer(bytes: Deflate.compress(Array("Привет".utf8)))
        for _ in 1...3 {
            #expect(inflater.inflate(payload, limit: 100) == .message(ByteBuffer(string: "Привет")))
            #expect(inflater.inflate(ByteBuffer(bytes: [0xFF]), limit: 100) == .invalid)
            #expect(inflater.inflate(payload, limit: 3) == .tooBig)
        }
    }

    @Test("what is compressed can be expanded, alike each time", arguments: [1, 300, 5000, 70_000, 1_000_000])
    func roundTrip(count: Int) throws {
        let text = String(
            (0..<count).map { "слово \($0 % 97) ".utf8.count.isMultiple(of: 2) ? "а" : "b" }.prefix(count)
        )
        let message = Array((text + text).utf8)
        let deflater = Deflater()
        let first = deflater.deflate(ByteBuffer(bytes: message).readableBytesView)
        guard count > 1 else {
            #expect(first == nil)
            return
        }
        let payload = try #require(first)
        #expect(payload.readableBytes < message.count / 2)
        #expect(deflater.deflate(ByteBuffer(bytes: message).readableBytesView) == payload)
        #expect(Inflater().inflate(payload, limit: message.count) == .message(ByteBuffer(bytes: message)))
    }

    @Test("what would not get shorter is left as it is")
    func noise() {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(Deflater().deflate(ByteBuffer(bytes: noise).readableBytesView) == nil)
    }

    @Test("of joined frames those are compressed that are long enough, and the order stays")
    func frames() throws {
        let codec = LoopCodec(EmbeddedEventLoop())
        let long = [UInt8](repeating: 0x61, count: LoopCodec.threshold)
        var frames = FrameBytes.text(Array("short".utf8))
        frames.writeImmutableBuffer(FrameBytes.text(long))
        frames.writeImmutableBuffer(FrameBytes.frame(.ping))
        frames.writeImmutableBuffer(FrameBytes.text(Array(long.dropLast())))
        var compressed = codec.compressed(frames)
        var parts: [ServerFrameParts] = []
        while let part = compressed.readServerFrame() { parts.append(part) }
        #expect(parts.map(\.first) == [0x81, 0xC1, 0x89, 0x81])
        #expect(parts[0].payload == ByteBuffer(string: "short"))
        #expect(codec.inflate(parts[1].payload, limit: 1000) == .message(ByteBuffer(bytes: long)))
        #expect(parts[3].payload == ByteBuffer(bytes: long.dropLast()))
        #expect(compressed.readableBytes == 0)
    }
}

@Suite("Compressed messages in frames")
struct CompressedFrameTests {
    private func outputs(_ frames: [ReceivedFrame], limit: Int = 100) -> [MessageAssembler.Output] {
        var assembler = MessageAssembler(limit: limit, codec: LoopCodec(EmbeddedEventLoop()))
        return frames.map { assembler.receive($0) }
    }

    private func frame(
        _ opcode: WebSocketOpcode,
        _ payload: [UInt8],
        fin: Bool = true,
        rsv1: Bool = false
    ) -> ReceivedFrame {
        MessageAssemblerTests.frame(opcode, payload, fin: fin, rsv1: rsv1)
    }

    private let hello = Deflate.compress(Array("Hello".utf8))

    @Test("a message is compressed if its first frame says so, in one frame or several")
    func messages() {
        #expect(outputs([frame(.text, hello, rsv1: true)]) == [.text(ByteBuffer(string: "Hello"))])
        #expect(outputs([frame(.binary, hello, rsv1: true)]) == [.binary(ByteBuffer(string: "Hello"))])
        #expect(outputs([frame(.text, Array("Hello".utf8))]) == [.text(ByteBuffer(string: "Hello"))])
        let parts = [
            frame(.text, Array(hello.prefix(2)), fin: false, rsv1: true), frame(.ping, [1]),
            frame(.continuation, [], fin: false), frame(.continuation, Array(hello.dropFirst(2))),
        ]
        #expect(
            outputs(parts) == [.nothing, .ping(ByteBuffer(bytes: [1])), .nothing, .text(ByteBuffer(string: "Hello"))]
        )
    }

    @Test("no other frame may say so", arguments: [WebSocketOpcode.ping, .pong, .connectionClose])
    func control(opcode: WebSocketOpcode) {
        #expect(outputs([frame(opcode, [], rsv1: true)]) == [.violation(.protocolError)])
        let parts = [
            frame(.text, Array(hello.prefix(2)), fin: false, rsv1: true),
            frame(.continuation, Array(hello.dropFirst(2)), rsv1: true),
        ]
        #expect(outputs(parts) == [.nothing, .violation(.protocolError)])
    }

    @Test("what is not DEFLATE, not UTF-8 or too long is refused with the code for it")
    func refusals() {
        #expect(outputs([frame(.text, [0xFF, 0xFF], rsv1: true)]) == [.violation(.invalidData)])
        #expect(outputs([frame(.text, Deflate.compress([0xFF]), rsv1: true)]) == [.violation(.invalidData)])
        #expect(outputs([frame(.binary, Deflate.compress([0xFF]), rsv1: true)]) == [.binary(ByteBuffer(bytes: [0xFF]))])
        let long = Deflate.compress([UInt8](repeating: 0x61, count: 101))
        #expect(outputs([frame(.text, long, rsv1: true)]) == [.violation(.messageTooBig)])
    }
}
