import MessengerServer
import NIOCore
import NIOWebSocket
import TestKit
import Testing

@Suite("RFC 6455 on the wire", .timeLimit(.minutes(10)))
struct ProtocolTests {
    @Test("a message may come in fragments, with a ping between them")
    func fragments() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            let bytes = Array(message("Привет 👋").utf8)
            // The second cut goes through the middle of a letter.
            try await talk.annas.send(.text, Array(bytes[..<10]), isFinal: false)
            try await talk.annas.send(.ping, [1, 2, 3])
            try await talk.annas.send(.continuation, Array(bytes[10..<28]), isFinal: false)
            try await talk.annas.send(.continuation, [], isFinal: false)
            try await talk.annas.send(.continuation, Array(bytes[28...]))
            let pong = try await talk.annas.frame()
            #expect(pong.opcode == .pong)
            #expect(pong.payload == [1, 2, 3])
            #expect(try await talk.annas.json().said == "Привет 👋")
        }
    }

    @Test("frames may arrive byte by byte")
    func bytewise() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            var bytes = ByteBuffer()
            bytes.writeClientFrame(first: 0x81, payload: Array(message("slow").utf8))
            for byte in bytes.readableBytesView { try await talk.annas.connection.send(ByteBuffer(bytes: [byte])) }
            #expect(try await talk.annas.json().said == "slow")
        }
    }

    @Test("a ping is answered with what it carried, a pong not at all")
    func pings() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            for payload in [[], [0], Array(repeating: 7, count: 125)] as [[UInt8]] {
                try await talk.annas.send(.ping, payload)
                let pong = try await talk.annas.frame()
                #expect(pong.opcode == .pong)
                #expect(pong.payload == payload)
            }
            try await talk.annas.send(.pong, [1])
            try await talk.annas.expectSilence()
        }
    }

    struct Violation: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: Int
        let frames: [(first: UInt8, payload: [UInt8], isMasked: Bool)]

        init(_ name: String, _ code: Int, _ frames: (UInt8, [UInt8], Bool)...) {
            testDescription = name
            self.code = code
            self.frames = frames.map { ($0, $1, $2) }
        }
    }

    static let violations = [
        Violation("not masked", 1002, (0x81, Array("{}".utf8), false)),
        Violation("reserved bit", 1002, (0xC1, Array("{}".utf8), true)),
        Violation("reserved opcode", 1002, (0x83, [], true)),
        Violation("reserved control opcode", 1002, (0x8B, [], true)),
        Violation("continuation of nothing", 1002, (0x80, [], true)),
        Violation("text within a message", 1002, (0x01, [0x61], true), (0x81, [0x61], true)),
        Violation("control frame in fragments", 1002, (0x09, [], true)),
        Violation("control frame of 126 bytes", 1002, (0x89, Array(repeating: 0, count: 126), true)),
        Violation("close with one byte", 1002, (0x88, [3], true)),
        Violation("close with a code that nobody may send", 1002, (0x88, [0x03, 0xED], true)),
        Violation("close with a reason that is not UTF-8", 1007, (0x88, [0x03, 0xE8, 0xFF], true)),
        Violation("text that is not UTF-8", 1007, (0x81, [0x22, 0xFF, 0x22], true)),
        Violation("fragments that are not UTF-8", 1007, (0x01, [0x22, 0xD0], true), (0x80, [0x22], true)),
    ]

    @Test("what the protocol forbids closes the socket with the code for it", arguments: violations)
    func violation(violation: Violation) async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            for frame in violation.frames {
                try await talk.annas.send(first: frame.first, payload: frame.payload, isMasked: frame.isMasked)
            }
            #expect(try await talk.annas.closeCode() == violation.code)
            // The others never notice.
            try await talk.boriss.expectSilence()
        }
    }

    @Test("a message over the limit closes the socket, whole or in fragments", arguments: [[1001], [600, 401]])
    func tooBig(sizes: [Int]) async throws {
        try await withServer {
            $0.webSocket.messageLimit = 1000
        } _: { server in
            let talk = try await Talk(server)
            for (place, size) in sizes.enumerated() {
                let filler = [UInt8](repeating: 0x20, count: size)
                let opcode: UInt8 = place == 0 ? 0x01 : 0x00
                let first = opcode | (place == sizes.count - 1 ? 0x80 : 0)
                try await talk.annas.send(first: first, payload: filler)
            }
            #expect(try await talk.annas.closeCode() == 1009)
        }
    }

    @Test("a client that is still sending a frame over the limit hears why it is closed")
    func tooBigInTheMiddle() async throws {
        try await withServer { _ in
        } tune: {
            $0.closeTimeout = .seconds(600)
        } _: { server in
            let talk = try await Talk(server)
            var bytes = ByteBuffer()
            bytes.writeClientFrame(first: 0x81, payload: [UInt8](repeating: 0x20, count: 4_000_000))
            // It may be cut off before it has sent everything.
            try? await talk.annas.connection.send(bytes)
            #expect(try await talk.annas.frame().closeCode == 1009)
            #expect(try await talk.annas.connection.end() == [])
        }
    }

    @Test(
        "a wrong goodbye is answered, and the connection ends",
        arguments: [[3], [0x03, 0xED], Array(repeating: 0, count: 126)]
    )
    func wrongGoodbye(payload: [UInt8]) async throws {
        try await withServer { _ in
        } tune: {
            $0.closeTimeout = .seconds(600)
        } _: { server in
            let talk = try await Talk(server)
            try await talk.annas.send(first: 0x88, payload: payload)
            #expect(try await talk.annas.frame().closeCode == 1002)
            #expect(try await talk.annas.connection.end() == [])
        }
    }

    @Test("a message at the limit is taken")
    func atTheLimit() async throws {
        try await withServer {
            $0.webSocket.messageLimit = 1000
        } _: { server in
            let talk = try await Talk(server)
            let frame = message("big")
            try await talk.annas.send(frame + String(repeating: " ", count: 1000 - frame.utf8.count))
            #expect(try await talk.annas.json().said == "big")
        }
    }

    @Test(
        "a client that says goodbye gets its code back, and the connection ends",
        arguments: [nil, 1000, 1001, 3000, 4999]
    )
    func goodbye(code: UInt16?) async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            try await talk.annas.sendClose(code)
            let frame = try await talk.annas.frame()
            #expect(frame.opcode == .connectionClose)
            #expect(frame.closeCode == code.map(Int.init))
            #expect(try await talk.annas.connection.end() == [])
            try await talk.boriss.send(message("anybody there?"))
            #expect(try await talk.boriss.json().said == "anybody there?")
        }
    }

    @Test("what comes after a goodbye is not looked at")
    func afterGoodbye() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            var bytes = ByteBuffer()
            bytes.writeClientFrame(first: 0x88, payload: [0x03, 0xE8])
            bytes.writeClientFrame(first: 0x81, payload: Array(message("too late").utf8))
            try await talk.annas.connection.send(bytes)
            #expect(try await talk.annas.closeCode() == 1000)
            try await talk.boriss.expectSilence()
        }
    }

    @Test("a client that is cut off leaves the others alone")
    func cutOff() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            await talk.annas.connection.close()
            try await talk.boriss.send(message("hello"))
            #expect(try await talk.boriss.json().said == "hello")
        }
    }

    @Test("a client that ends its side of the connection is let go")
    func halfClosed() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            try await talk.annas.connection.finish()
            _ = try await talk.annas.connection.end()
        }
    }
}
