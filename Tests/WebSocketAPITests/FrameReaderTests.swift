import NIOCore
import NIOWebSocket
import TestKit
import Testing

@testable import WebSocketAPI

@Suite("Cutting what a client sends into frames")
struct FrameReaderTests {
    /// What a reader gives for bytes that come in these pieces: the frames, and why it ended if it did.
    private func read(_ pieces: [ByteBuffer], limit: Int = 1 << 20) -> (frames: [ReceivedFrame], end: CloseCode?) {
        var reader = FrameReader(limit: limit)
        var frames: [ReceivedFrame] = []
        var end: CloseCode?
        for piece in pieces {
            reader.take(piece)
            reading: while true {
                switch reader.next() {
                case .frame(let frame): frames.append(frame)
                case .violation(let code): end = code
                case .nothing: break reading
                }
            }
        }
        return (frames, end)
    }

    private func bytes(_ frames: [(first: UInt8, payload: [UInt8], isMasked: Bool)]) -> ByteBuffer {
        var bytes = ByteBuffer()
        for frame in frames {
            bytes.writeClientFrame(first: frame.first, payload: frame.payload, isMasked: frame.isMasked)
        }
        return bytes
    }

    @Test(
        "a payload of any length comes through, masked or not",
        arguments: [0, 1, 3, 4, 7, 8, 9, 125, 126, 127, 65535, 65536],
        [true, false]
    )
    func lengths(length: Int, isMasked: Bool) throws {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let frames = read([bytes([(0x82, payload, isMasked)])]).frames
        let frame = try #require(frames.first)
        #expect(frames.count == 1)
        #expect(frame.payload == ByteBuffer(bytes: payload))
        #expect(frame.isMasked == isMasked)
        #expect(frame.opcode == .binary)
        #expect(frame.isFinal)
    }

    @Test("where the pieces are cut makes no difference", arguments: 0..<200)
    func pieces(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let sent = (0..<Int.random(in: 1...12, using: &random)).map { _ in
            let length = [0, 5, 120, 130, 3000].randomElement(using: &random) ?? 0
            let payload = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let first: UInt8 = [0x81, 0x01, 0x80, 0xC2].randomElement(using: &random) ?? 0x81
            return (first: first, payload: payload, isMasked: true)
        }
        var rest = bytes(sent)
        var pieces: [ByteBuffer] = []
        while rest.readableBytes > 0 {
            let length = min(rest.readableBytes, Int.random(in: 1...1500, using: &random))
            if let piece = rest.readSlice(length: length) { pieces.append(piece) }
        }
        let (frames, end) = read(pieces)
        #expect(end == nil)
        #expect(frames.map(\.first) == sent.map(\.first))
        #expect(frames.map { Array($0.payload.readableBytesView) } == sent.map(\.payload))
    }

    static let broken: [(name: String, start: [UInt8], code: CloseCode)] = [
        ("a ping in parts", [0x09, 0x80], .protocolError),
        ("a ping of 126 bytes", [0x89, 0xFE, 0, 126], .protocolError),
        ("a goodbye with a long length", [0x88, 0xFF, 0, 0, 0, 0, 0, 0, 0, 126], .protocolError),
        ("a byte more than the limit", [0x81, 0xFE, 0, 201], .messageTooBig),
        ("the largest length there is", [0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 8), .messageTooBig),
    ]

    @Test("what no frame may begin with ends the reading, before its payload has come", arguments: broken)
    func violations(name: String, start: [UInt8], code: CloseCode) {
        let whole = bytes([(0x81, [0x61], true)])
        let (frames, end) = read(
            [whole, ByteBuffer(bytes: start), ByteBuffer(bytes: [1, 2, 3, 4]), whole],
            limit: 200
        )
        #expect(end == code)
        #expect(frames.count == 1)
    }
}
