/// What a message of ours carries as its `client_message_id`: by whom and for when it was planned.
///
/// 44 characters: hexadecimal numbers of fixed width, so that reading one back costs a few nanoseconds.
struct Stamp: Equatable {
    /// When it was to be sent, in nanoseconds of this process's clock.
    var time: UInt64
    /// The client that sent it, and its how manieth message it is.
    var sender: UInt32
    var number: UInt32
    /// The run that it belongs to: others may load the same server.
    var run: UInt32

    static let length = 16 + 1 + 8 + 1 + 8 + 1 + 8 + 1

    init(time: UInt64, sender: UInt32, number: UInt32, run: UInt32) {
        self.time = time
        self.sender = sender
        self.number = number
        self.run = run
    }

    /// Reads a stamp back; nil when these bytes are none.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.length, bytes[Self.length - 1] == Self.mark,
            let time = Self.number(bytes, 0, 16), let sender = Self.number(bytes, 17, 8),
            let number = Self.number(bytes, 26, 8), let run = Self.number(bytes, 35, 8)
        else { return nil }
        self.init(
            time: time,
            sender: UInt32(truncatingIfNeeded: sender),
            number: UInt32(truncatingIfNeeded: number),
            run: UInt32(truncatingIfNeeded: run)
        )
    }

    /// Writes it over the bytes that begin at `place`.
    func write(to bytes: UnsafeMutableRawBufferPointer, at place: Int) {
        Self.write(time, 16, bytes, place)
        Self.write(UInt64(sender), 8, bytes, place + 17)
        Self.write(UInt64(number), 8, bytes, place + 26)
        Self.write(UInt64(run), 8, bytes, place + 35)
        for gap in [16, 25, 34] { bytes[place + gap] = UInt8(ascii: "-") }
        bytes[place + Self.length - 1] = Self.mark
    }

    private static let mark = UInt8(ascii: "b")

    private static func write(_ number: UInt64, _ width: Int, _ bytes: UnsafeMutableRawBufferPointer, _ place: Int) {
        var rest = number
        for offset in (0..<width).reversed() {
            let digit = UInt8(truncatingIfNeeded: rest & 0xF)
            bytes[place + offset] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            rest >>= 4
        }
    }

    @inline(__always)
    private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ width: Int) -> UInt64? {
        var number: UInt64 = 0
        for offset in place..<place + width {
            let byte = bytes[offset]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            number = number << 4 | UInt64(digit)
        }
        return number
    }
}
