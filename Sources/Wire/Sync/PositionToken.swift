public import Domain

/// A position as clients keep it: a short text that goes into a URL as it is, and that they need not understand.
///
/// `EPOCH-ACCOUNT-CHAT.SEQ.RECEIPTS-CHAT.SEQ.RECEIPTS…`, numbers to the base 36; a chat's number is counted from the one
/// before. A hundred chats are about a kilobyte.
public enum PositionToken {
    private static let radix = 36
    /// The longest token that is read: that of some ten thousand chats.
    public static let longest = 192 << 10

    /// The token for a position.
    public static func text(of position: Position) -> String {
        var text = "\(position.epoch.rawValue)-\(String(position.account.rawValue, radix: radix))"
        var previous: Int64 = 0
        for (chat, place) in position.chats.sorted(by: { $0.key < $1.key }) {
            let numbers = [chat.rawValue - previous, place.seq.rawValue, place.receipts.rawValue]
            text += "-" + numbers.map { String($0, radix: radix) }.joined(separator: ".")
            previous = chat.rawValue
        }
        return text
    }

    /// The position that a token stands for; nil for a text that is no token.
    public static func position(of text: String) -> Position? {
        guard text.utf8.count <= longest else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 2, let epoch = epoch(parts[0]), let account = number(parts[1]) else { return nil }
        var chats: [ID<Chat>: Position.InChat] = [:]
        var chat: Int64 = 0
        for part in parts.dropFirst(2) {
            let numbers = part.split(separator: ".", omittingEmptySubsequences: false).map(number)
            guard numbers.count == 3, let step = numbers[0], step > 0, let seq = numbers[1], let receipts = numbers[2]
            else { return nil }
            let (next, isTooGreat) = chat.addingReportingOverflow(step)
            guard !isTooGreat else { return nil }
            chat = next
            chats[ID(chat)] = Position.InChat(seq: Seq(seq), receipts: ReceiptSeq(receipts))
        }
        return Position(epoch: epoch, account: UserSeq(account), chats: chats)
    }

    private static func epoch(_ text: Substring) -> StoreEpoch? {
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        guard isPlain, (1...32).contains(text.utf8.count) else { return nil }
        return StoreEpoch(String(text))
    }

    private static func number(_ text: Substring) -> Int64? {
        guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return Int64(text, radix: radix)
    }
}
