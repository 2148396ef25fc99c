import NIOCore
import Testing
import Wire

@testable import LoadTool

@Suite("Frames of the load tool")
struct FrameTests {
    private func find(_ bytes: [UInt8], at place: Int = 0) -> InboundFrame.Found {
        bytes.withUnsafeBytes { InboundFrame.find(in: $0, at: place) }
    }

    private func serverFrame(_ text: String) -> [UInt8] {
        let payload = Array(text.utf8)
        let length: [UInt8] =
            switch payload.count {
            case ...125: [UInt8(payload.count)]
            case ...65_535: [126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
            default: [127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 255) }
            }
        return [0x81] + length + payload
    }

    @Test("frames of all three lengths are found", arguments: [0, 1, 125, 126, 65_535, 65_536, 100_000])
    func lengths(_ length: Int) {
        let bytes = serverFrame(String(repeating: "a", count: length))
        guard case .frame(let frame) = find(bytes) else {
            Issue.record("no frame of \(length)")
            return
        }
        #expect(frame.opcode == InboundFrame.text)
        #expect(frame.payload.count == length)
        #expect(frame.payload.upperBound == bytes.count)
    }

    @Test("part of a frame is told from a whole one at every byte", arguments: [3, 200, 70_000])
    func parts(_ length: Int) {
        let bytes = serverFrame(String(repeating: "a", count: length))
        for count in (0..<12).filter({ $0 < bytes.count }) + [bytes.count - 1] {
            #expect(find(Array(bytes.prefix(count))) == .part)
        }
    }

    @Test("a frame behind another one is found at its place")
    func second() {
        let bytes = serverFrame("one") + serverFrame("second")
        guard case .frame(let first) = find(bytes), case .frame(let second) = find(bytes, at: first.payload.upperBound)
        else {
            Issue.record("not found")
            return
        }
        #expect(String(decoding: bytes[second.payload], as: UTF8.self) == "second")
    }

    @Test(
        "fragments, masked frames and reserved bits are not what a server may send",
        arguments: [[0x01, 0x01, 0x61], [0x81, 0x81, 0, 0, 0, 0, 0x61], [0xC1, 0x01, 0x61]] as [[UInt8]]
    )
    func broken(_ bytes: [UInt8]) {
        #expect(find(bytes) == .broken)
    }

    private func unmasked(_ frame: ByteBuffer) -> String? {
        var frame = frame
        guard let head: UInt8 = frame.readInteger(), head == 0x81, let second: UInt8 = frame.readInteger(),
            second & 0x80 != 0
        else { return nil }
        var length = Int(second & 0x7F)
        if length == 126 { length = Int(frame.readInteger(as: UInt16.self) ?? 0) }
        if length == 127 { length = Int(frame.readInteger(as: UInt64.self) ?? 0) }
        guard let key = frame.readBytes(length: 4), let payload = frame.readBytes(length: length),
            frame.readableBytes == 0
        else { return nil }
        return String(decoding: payload.enumerated().map { $1 ^ key[$0 % 4] }, as: UTF8.self)
    }

    @Test("what is masked is what was written, at every length", arguments: Array(0...20) + [125, 126, 65_535, 65_536])
    func masking(_ length: Int) {
        let text = String((0..<length).map { _ in Character(UnicodeScalar(UInt8.random(in: 32...126))) })
        var frame = ByteBuffer()
        frame.writeMaskedText(text, key: 0xDEAD_BEEF)
        #expect(unmasked(frame) == text)
    }

    @Test("keys differ from frame to frame and from client to client")
    func keys() {
        var (one, other) = (MaskKeys(seed: 1), MaskKeys(seed: 4711))
        let keys = (0..<1000).flatMap { _ in [one.next(), other.next()] }
        #expect(Set(keys).count > 1990)
    }

    @Test("a stamp is read back as it was written")
    func stamp() {
        let stamp = Stamp(time: 0x0123_4567_89AB_CDEF, sender: 17, number: .max, run: 0xC0FF_EE00)
        var bytes = [UInt8](repeating: 0, count: Stamp.length)
        bytes.withUnsafeMutableBytes { stamp.write(to: $0, at: 0) }
        #expect(String(decoding: bytes, as: UTF8.self) == "0123456789abcdef-00000011-ffffffff-c0ffee00b")
        #expect(bytes.withUnsafeBytes { Stamp($0) } == stamp)
        #expect(Array(bytes.dropLast()).withUnsafeBytes { Stamp($0) } == nil)
        #expect(Array("5f0c4c0e-7b7f-4b44-9d38-2f6b1c0b4d55-12345678".utf8).withUnsafeBytes { Stamp($0) } == nil)
    }

    @Test(
        "a message is JSON that the server understands, with the chat where one socket is for all",
        arguments: [nil, 12] as [Int64?]
    )
    func message(_ chat: Int64?) throws {
        var template = MessageTemplate(text: "xxxx", chat: chat)
        let stamp = Stamp(time: 5, sender: 1, number: 2, run: 3)
        var frame = ByteBuffer()
        template.write(stamp, to: &frame, key: 7)
        let text = try #require(unmasked(frame))
        let json = try JSONParser.parse(text.utf8)
        #expect(json["type"] == .string("message"))
        #expect(json["text"] == .string("xxxx"))
        #expect(json["chat_id"] == chat.map { .integer($0) })
        #expect(json["client_message_id"] == .string("0000000000000005-00000001-00000002-00000003b"))
    }
}

@Suite("What senders write")
struct ProseTests {
    @Test(
        "it is as long as asked for, needs no escapes, and is the same every time",
        arguments: [0, 1, 64, 600, 65_536]
    )
    func bytes(count: Int) {
        let text = Prose.bytes(count)
        #expect(text.count == count)
        #expect(text == Prose.bytes(count))
        #expect(text.allSatisfy { $0 == UInt8(ascii: " ") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    }
}
