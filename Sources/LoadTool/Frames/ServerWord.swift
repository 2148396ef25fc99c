/// What a text frame of the server is about, found without reading it as JSON.
///
/// Inside a JSON text every quotation mark has a backslash before it, so the bytes `,"seq":` are the name of a member
/// wherever they stand, whatever people write.
struct ServerWord: Equatable {
    /// The frames that matter here, by their `type`.
    enum Kind: Equatable {
        case message
        /// A change of a chat that is no message: somebody joined or left.
        case change
        /// A message of this connection is stored.
        case ack
        case error
        case welcome
        /// What was missed is told: the answer to `hello`.
        case state
        case synced
        case other
    }

    let kind: Kind
    private let bytes: UnsafeRawBufferPointer

    /// Looks at a payload, which must stay where it is as long as the word is used.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        kind = Self.kind(of: bytes)
    }

    /// The place in the chat's order; nil when there is none.
    @inline(__always)
    var seq: Int64? {
        seqBeforeStamp ?? number(after: Needle(#","seq":"#))
    }

    /// The chat; nil when none is named.
    @inline(__always)
    var chat: Int64? {
        number(after: Needle(#","chat_id":"#))
    }

    /// Our own stamp; nil when the message is not one of this tool's.
    @inline(__always)
    var stamp: Stamp? {
        // In a message it is the last member, in any other frame it may stand anywhere.
        let end = bytes.count - 2
        if kind == .message, end >= Stamp.length, bytes[end] == UInt8(ascii: "\"") {
            return Stamp(UnsafeRawBufferPointer(rebasing: bytes[end - Stamp.length..<end]))
        }
        guard let start = place(after: Needle(#""client_message_id":""#)), bytes.count - start >= Stamp.length else {
            return nil
        }
        return Stamp(UnsafeRawBufferPointer(rebasing: bytes[start..<start + Stamp.length]))
    }

    /// The frame as text, for people.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.kind == rhs.kind && lhs.bytes.elementsEqual(rhs.bytes)
    }

    /// What stands before the type's own name.
    private static let opening = #"{"type":""#.utf8.count

    @inline(__always)
    private static func kind(of bytes: UnsafeRawBufferPointer) -> Kind {
        guard bytes.count > opening + 4 else { return .other }
        // Four letters tell them apart.
        let letters = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: opening, as: UInt32.self))
        switch letters {
        case 0x6D65_7373: return .message  // mess
        case 0x6D65_6D62: return .change  // memb
        case 0x6163_6B22: return .ack  // ack"
        case 0x6572_726F: return .error  // erro
        case 0x7765_6C63: return .welcome  // welc
        case 0x7374_6174: return .state  // stat
        case 0x7379_6E63: return .synced  // sync
        default: return .other
        }
    }

    /// In a message of ours the place is the last but one member, and so its digits are found from the end.
    @inline(__always)
    private var seqBeforeStamp: Int64? {
        guard kind == .message else { return nil }
        let end = bytes.count - Self.tail
        guard end > Self.seqName.count, bytes[end] == UInt8(ascii: ","), bytes[end + 1] == UInt8(ascii: "\"") else {
            return nil
        }
        var number: Int64 = 0
        var power: Int64 = 1
        var place = end - 1
        while place > Self.seqName.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
            number &+= Int64(digit) &* power
            power &*= 10
            place -= 1
        }
        return power > 1 && Self.seqName.matches(bytes, at: place + 1 - Self.seqName.count) ? number : nil
    }

    private static let seqName = Needle(#","seq":"#)
    /// What follows the digits: the name and the value of `client_message_id`, and the closing brace.
    private static let tail = #","client_message_id":""#.utf8.count + Stamp.length + 2

    @inline(__always)
    private func number(after name: Needle) -> Int64? {
        guard var place = place(after: name) else { return nil }
        var number: Int64 = 0
        let start = place
        while place < bytes.count, case let digit = bytes[place] &- UInt8(ascii: "0"), digit < 10 {
            number = number &* 10 &+ Int64(digit)
            place += 1
        }
        return place > start ? number : nil
    }

    @inline(__always)
    private func place(after name: Needle) -> Int? {
        var place = 0
        while place + name.count <= bytes.count {
            if name.matches(bytes, at: place) { return place + name.count }
            place += 1
        }
        return nil
    }
}

/// A name to look for, of seven characters or more.
private struct Needle {
    let count: Int
    private let text: StaticString
    private let start: UInt32

    @inline(__always)
    init(_ text: StaticString) {
        self.text = text
        count = text.utf8CodeUnitCount
        start = UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt32.self)
    }

    /// Whether it stands at a place, with all its characters before the end.
    @inline(__always)
    func matches(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
        // Few places get beyond the first four.
        guard bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self) == start else { return false }
        var offset = 4
        while offset < count, bytes[place + offset] == text.utf8Start[offset] { offset += 1 }
        return offset == count
    }
}
