import NIOCore
import NIOWebSocket
import Testing

@testable import WebSocketAPI

@Suite("Frames as bytes")
struct FrameBytesTests {
    static let heads: [(length: Int, head: [UInt8])] = [
        (0, [0x81, 0]), (1, [0x81, 1]), (125, [0x81, 125]), (126, [0x81, 126, 0, 126]),
        (65535, [0x81, 126, 0xFF, 0xFF]),
        (65536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ]

    @Test("a text frame says how long it is in the shortest way", arguments: heads)
    func text(length: Int, head: [UInt8]) {
        let payload = [UInt8](repeating: 0x61, count: length)
        #expect(Array(FrameBytes.text(payload).readableBytesView) == head + payload)
    }

    @Test("control frames carry what they are given")
    func control() {
        #expect(Array(FrameBytes.frame(.ping).readableBytesView) == [0x89, 0])
        #expect(Array(FrameBytes.frame(.pong, ByteBuffer(bytes: [1, 2])).readableBytesView) == [0x8A, 2, 1, 2])
        #expect(Array(FrameBytes.close(nil).readableBytesView) == [0x88, 0])
    }

    @Test("what is written can be taken apart again", arguments: [0, 125, 126, 65535, 65536])
    func parts(length: Int) {
        let payload = ByteBuffer(repeating: 7, count: length)
        var bytes = FrameBytes.frame(.binary, payload)
        bytes.writeImmutableBuffer(FrameBytes.frame(.ping))
        let first = bytes.readServerFrame()
        #expect(first?.isData == true)
        #expect(first?.payload == payload)
        let second = bytes.readServerFrame()
        #expect(second?.isData == false)
        #expect(second?.first == 0x89)
        #expect(bytes.readServerFrame() == nil)
    }

    @Test("a close frame has its code and a reason that fits", arguments: CloseCode.allCases)
    func close(code: CloseCode) {
        let bytes = Array(FrameBytes.close(code).readableBytesView)
        #expect(bytes.count <= 127)
        #expect(bytes.prefix(2) == [0x88, UInt8(code.reason.utf8.count + 2)])
        #expect(UInt16(bytes[2]) << 8 | UInt16(bytes[3]) == code.rawValue)
        #expect(String(decoding: bytes.dropFirst(4), as: UTF8.self) == code.reason)
    }
}
