import NIOCore

/// A message that a sender sends again and again, with another stamp each time, as the bytes of a masked frame.
struct MessageTemplate {
    private var payload: [UInt8]
    private let stampPlace: Int

    /// A message with `text`, which must need no escapes; `chat` names the chat on a socket that is for all chats.
    init(text: String, chat: Int64?) {
        let target = chat.map { #""chat_id":\#($0),"# } ?? ""
        let head = #"{"type":"message",\#(target)"text":"\#(text)","client_message_id":""#
        payload = Array(head.utf8)
        stampPlace = payload.count
        payload += [UInt8](repeating: 0, count: Stamp.length)
        payload += Array(#""}"#.utf8)
    }

    /// Appends the frame of the message with this stamp.
    mutating func write(_ stamp: Stamp, to buffer: inout ByteBuffer, key: UInt32) {
        payload.withUnsafeMutableBytes { stamp.write(to: $0, at: stampPlace) }
        payload.withUnsafeBytes { buffer.writeMaskedFrame(opcode: InboundFrame.text, $0, key: key) }
    }
}

extension ByteBuffer {
    /// Appends a whole frame as a client must send it: masked (RFC 6455, 5.3).
    mutating func writeMaskedFrame(opcode: UInt8, _ payload: UnsafeRawBufferPointer, key: UInt32) {
        writeInteger(0x80 | opcode)
        switch payload.count {
        case ...125:
            writeInteger(0x80 | UInt8(payload.count))
        case ...Int(UInt16.max):
            writeInteger(0x80 | 126 as UInt8)
            writeInteger(UInt16(payload.count))
        default:
            writeInteger(0x80 | 127 as UInt8)
            writeInteger(UInt64(payload.count))
        }
        // The key goes out as it lies in memory, and is laid over memory.
        writeInteger(key, endianness: .host)
        writeWithUnsafeMutableBytes(minimumWritableBytes: payload.count) { room in
            let wide = UInt64(key) << 32 | UInt64(key)
            var place = 0
            while place + 8 <= payload.count {
                let word = payload.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ wide
                room.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
                place += 8
            }
            withUnsafeBytes(of: key) { key in
                while place < payload.count {
                    room[place] = payload[place] ^ key[place & 3]
                    place += 1
                }
            }
            return payload.count
        }
    }

    /// Appends a masked text frame.
    mutating func writeMaskedText(_ text: String, key: UInt32) {
        var text = text
        text.withUTF8 { bytes in
            writeMaskedFrame(opcode: InboundFrame.text, UnsafeRawBufferPointer(bytes), key: key)
        }
    }
}

/// Keys to mask frames with: cheap, and not to be guessed by a cache between here and there, which is all they are for.
struct MaskKeys {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed | 1
    }

    /// The next key (xorshift*, Marsaglia and Vigna).
    mutating func next() -> UInt32 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return UInt32(truncatingIfNeeded: (state &* 0x2545_F491_4F6C_DD1D) >> 32)
    }
}
