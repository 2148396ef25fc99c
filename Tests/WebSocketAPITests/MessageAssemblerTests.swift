import NIOCore
import NIOWebSocket
import Testing

@testable import WebSocketAPI

@Suite("Putting messages together from frames")
struct MessageAssemblerTests {
    /// A frame as the reader hands it on.
    static func frame(
        _ opcode: WebSocketOpcode,
        _ payload: [UInt8] = [],
        fin: Bool = true,
        rsv1: Bool = false,
        isMasked: Bool = true
    ) -> ReceivedFrame {
        let bits: UInt8 = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0)
        return ReceivedFrame(
            first: bits | UInt8(webSocketOpcode: opcode),
            isMasked: isMasked,
            payload: ByteBuffer(bytes: payload)
        )
    }

    private func outputs(_ frames: [ReceivedFrame], limit: Int = 10) -> [MessageAssembler.Output] {
        var assembler = MessageAssembler(limit: limit)
        return frames.map { assembler.receive($0) }
    }

    struct Example: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let frames: [ReceivedFrame]
        let outputs: [MessageAssembler.Output]

        init(_ name: String, _ frames: [ReceivedFrame], _ outputs: [MessageAssembler.Output]) {
            testDescription = name
            self.frames = frames
            self.outputs = outputs
        }
    }

    static let examples: [Example] = [
        Example("a whole text", [frame(.text, [0x61])], [.text(ByteBuffer(string: "a"))]),
        Example("an empty text", [frame(.text)], [.text(ByteBuffer())]),
        Example("a whole binary message", [frame(.binary, [0xFF])], [.binary(ByteBuffer(bytes: [0xFF]))]),
        Example(
            "a text in three parts",
            [frame(.text, [0x61], fin: false), frame(.continuation, [], fin: false), frame(.continuation, [0x62])],
            [.nothing, .nothing, .text(ByteBuffer(string: "ab"))]
        ),
        Example(
            "a letter that is cut in two",
            [frame(.text, [0xD0], fin: false), frame(.continuation, [0x96])],
            [.nothing, .text(ByteBuffer(string: "Ж"))]
        ),
        Example(
            "a ping between parts",
            [frame(.text, [0x61], fin: false), frame(.ping, [7]), frame(.continuation, [0x62])],
            [.nothing, .ping(ByteBuffer(bytes: [7])), .text(ByteBuffer(string: "ab"))]
        ),
        Example(
            "two messages after each other",
            [frame(.text, [0x61], fin: false), frame(.continuation, [0x62]), frame(.text, [0x63])],
            [.nothing, .text(ByteBuffer(string: "ab")), .text(ByteBuffer(string: "c"))]
        ),
        Example(
            "a binary message in parts",
            [frame(.binary, [0xFF], fin: false), frame(.continuation, [0xFE])],
            [.nothing, .binary(ByteBuffer(bytes: [0xFF, 0xFE]))]
        ),
        Example("a pong", [frame(.pong, [1])], [.nothing]),
        Example("a goodbye", [frame(.connectionClose)], [.close(nil)]),
        Example("a goodbye with a code", [frame(.connectionClose, [0x03, 0xE8])], [.close(1000)]),
        Example("a goodbye with a reason", [frame(.connectionClose, [0x0F, 0xA0, 0x61])], [.close(4000)]),
        Example("no mask", [frame(.text, [0x61], isMasked: false)], [.violation(.protocolError)]),
        Example("a reserved bit", [frame(.text, rsv1: true)], [.violation(.protocolError)]),
        Example(
            "reserved bits that mean nothing here",
            [ReceivedFrame(first: 0xA1, isMasked: true, payload: ByteBuffer())],
            [.violation(.protocolError)]
        ),
        Example("a continuation of nothing", [frame(.continuation)], [.violation(.protocolError)]),
        Example(
            "a message within a message",
            [frame(.text, fin: false), frame(.binary)],
            [.nothing, .violation(.protocolError)]
        ),
        Example(
            "parts that are too long together",
            [frame(.text, Array(repeating: 0x61, count: 6), fin: false), frame(.continuation, [1, 2, 3, 4, 5])],
            [.nothing, .violation(.messageTooBig)]
        ),
        Example(
            "parts that are just short enough",
            [
                frame(.text, Array(repeating: 0x61, count: 6), fin: false),
                frame(.continuation, [0x61, 0x61, 0x61, 0x61]),
            ],
            [.nothing, .text(ByteBuffer(string: "aaaaaaaaaa"))]
        ),
        Example("text that is not UTF-8", [frame(.text, [0xC3, 0x28])], [.violation(.invalidData)]),
        Example("a surrogate as text", [frame(.text, [0xED, 0xA0, 0x80])], [.violation(.invalidData)]),
        Example("a goodbye of one byte", [frame(.connectionClose, [3])], [.violation(.protocolError)]),
        Example(
            "a goodbye whose reason is not UTF-8",
            [frame(.connectionClose, [0x03, 0xE8, 0xFF])],
            [.violation(.invalidData)]
        ),
        Example(
            "an unknown opcode",
            [frame(WebSocketOpcode(encodedWebSocketOpcode: 3) ?? .text)],
            [.violation(.protocolError)]
        ),
    ]

    @Test("each frame has its meaning after those before it", arguments: examples)
    func example(example: Example) {
        #expect(outputs(example.frames) == example.outputs)
    }

    @Test("a client may send the codes that are for clients, and no others")
    func closeCodes() {
        let accepted = (0...5100).filter { code in
            let bytes = [UInt8(code >> 8), UInt8(code & 0xFF)]
            return outputs([Self.frame(.connectionClose, bytes)]) == [.close(UInt16(code))]
        }
        #expect(accepted == Array(1000...1003) + Array(1007...1014) + Array(3000...4999))
    }
}
