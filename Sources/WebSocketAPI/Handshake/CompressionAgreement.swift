import MessageDeflate

/// The form of permessage-deflate that a client and the server agree on (RFC 7692, 7.1).
public struct CompressionAgreement: Hashable, Sendable {
    /// The base-two logarithm of how far back the server's repetitions may refer, when the client asked for a limit.
    let serverWindowBits: Int?

    /// The first offer among the values of `Sec-WebSocket-Extensions` that the server can meet; nil when there is none.
    init?(offers fields: [String]) {
        let offers = fields.lazy.flatMap { $0.split(separator: ",") }
        guard let agreement = offers.compactMap({ Self(offer: $0) }).first else { return nil }
        self = agreement
    }

    /// Whether the client takes what the shared compressor makes; otherwise its messages go out as they are, which is
    /// always allowed (RFC 7692, 6).
    var coversShared: Bool {
        serverWindowBits.map { $0 >= Deflater.windowBits } ?? true
    }

    /// The value of `Sec-WebSocket-Extensions` in the reply.
    ///
    /// No message refers to an earlier one: one compressed frame then fits all who get it, and nothing is kept for a
    /// socket between messages.
    public var reply: String {
        let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
        return serverWindowBits.map { "\(base); server_max_window_bits=\($0)" } ?? base
    }
}

extension CompressionAgreement {
    /// An offer of permessage-deflate; nil for another extension, and for parameters that are unknown, bad or doubled.
    private init?(offer: Substring) {
        let parts = offer.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts[0].lowercased() == "permessage-deflate" else { return nil }
        var names: Set<String> = []
        var bits: Int?
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
            let name = pair[0].lowercased()
            guard names.insert(name).inserted else { return nil }
            switch (name, pair.count == 2 ? Self.windowBits(pair[1].unquoted) : nil) {
            case ("server_no_context_takeover", nil) where pair.count == 1: break
            case ("client_no_context_takeover", nil) where pair.count == 1: break
            case ("client_max_window_bits", nil) where pair.count == 1: break
            case ("client_max_window_bits", .some): break
            case ("server_max_window_bits", let number?): bits = number
            default: return nil
            }
        }
        serverWindowBits = bits
    }

    private static func windowBits(_ text: String) -> Int? {
        guard let number = Int(text), String(number) == text, (8...15).contains(number) else { return nil }
        return number
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension String {
    /// Without the quotes around it, if there are any.
    fileprivate var unquoted: String {
        count >= 2 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : self
    }
}
