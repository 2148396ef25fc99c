import NIOCore

/// Where a client is on the network, as far as it is one client: an IPv4 address, or the /64 of an IPv6 address, which
/// is what one subscriber gets.
struct ClientAddress: Hashable, Sendable {
    private let prefix: UInt64
    private let isIPv6: Bool

    /// Reads an address, with a port or without; nil when it is none.
    init?(_ text: some StringProtocol) {
        guard let address = Self.parse(String(text)) else { return nil }
        // Both structures begin with family and port; that of IPv6 has its flow before the address.
        switch address {
        case .v4(let address):
            isIPv6 = false
            prefix = withUnsafeBytes(of: address.address) { Self.number($0[4..<8]) }
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address) { Array($0[8..<24]) }
            // An IPv4 address in the clothes of IPv6.
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            isIPv6 = !isMapped
            prefix = Self.number(isMapped ? bytes[12...] : bytes[..<8])
        case .unixDomainSocket:
            return nil
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func parse(_ text: String) -> SocketAddress? {
        if let address = try? SocketAddress(ipAddress: text, port: 0) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return try? SocketAddress(ipAddress: String(text[text.index(after: text.startIndex)..<end]), port: 0)
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        return try? SocketAddress(ipAddress: String(text[..<colon]), port: 0)
    }
}

extension Handshake {
    /// The client's address: the connection's, or with proxies before the server the one that the outermost of them saw.
    ///
    /// Each proxy adds the address that it saw to the end of `X-Forwarded-For`; what a client wrote there itself stands
    /// before those and is not believed.
    func clientAddress(behind proxies: Int) -> ClientAddress? {
        let direct = remoteAddress.flatMap { ClientAddress($0) }
        guard proxies > 0 else { return direct }
        let seen = forwardedFor.flatMap { $0.split(separator: ",") }
        guard seen.count >= proxies else { return direct }
        return ClientAddress(seen[seen.count - proxies].filter { $0 != " " && $0 != "\t" }) ?? direct
    }
}
