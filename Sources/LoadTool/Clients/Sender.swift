import NIOCore

/// What a client has that sends: its messages, and which of them are not answered yet.
///
/// It belongs to its client, and lives on the same loop.
final class Sender {
    /// What was sent and not answered: the time it was planned for, by its number.
    private(set) var underWay: [UInt32: UInt64] = [:]
    private var templates: [MessageTemplate]
    private let textBytes: Int
    private var next: UInt32 = 0
    private var start: UInt64 = 0
    private var interval: Double = 0

    /// A sender to chats; `isNamed` where a message has to say which one.
    init(chats: [Int64], isNamed: Bool, textBytes: Int) {
        let text = String(decoding: Prose.bytes(textBytes), as: UTF8.self)
        templates = chats.map { MessageTemplate(text: text, chat: isNamed ? $0 : nil) }
        self.textBytes = textBytes
    }

    /// Plans messages ahead: the first at `start`, the others `interval` nanoseconds apart.
    func plan(from start: UInt64, every interval: Double) {
        (self.start, self.interval) = (start, interval)
    }

    /// How many planned messages are due and not sent.
    func due(_ now: UInt64) -> Int {
        now < start ? 0 : Int(Double(now - start) / interval) + 1 - Int(next)
    }

    /// Takes further messages, in an open pace those that are next in the plan.
    func takeNext(_ count: Int, now: UInt64) -> Range<UInt32> {
        let numbers = next..<next + UInt32(count)
        for number in numbers {
            underWay[number] = interval > 0 ? start + UInt64(interval * Double(number)) : now
        }
        next = numbers.upperBound
        return numbers
    }

    /// A message is answered, or refused; false when that was known.
    func didEnd(_ number: UInt32) -> Bool {
        underWay.removeValue(forKey: number) != nil
    }

    /// The frames of messages that are under way.
    func frames(_ numbers: some Sequence<UInt32>, of client: Int, run: UInt32, keys: inout MaskKeys) -> ByteBuffer {
        var bytes = ByteBufferAllocator().buffer(capacity: numbers.underestimatedCount * (textBytes + 192))
        for number in numbers {
            let stamp = Stamp(time: underWay[number] ?? 0, sender: UInt32(client), number: number, run: run)
            templates[Int(number) % templates.count].write(stamp, to: &bytes, key: keys.next())
        }
        return bytes
    }
}
