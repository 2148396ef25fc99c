import NIOCore

/// Where a client is on the network, as far as it is one client.
///
/// An IPv4 address, or the /64 of an IPv6 address, which is what one subscriber gets.
public struct ClientAddress: Hashable, Sendable {
    private let prefix: UInt64
    private let isIPv6: Bool

    /// Reads an address, with a port or without; nil when it is none.
    public init?(_ text: some StringProtocol) {
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

extension ClientAddress {
    /// The address at the other end of a connection, or with proxies before the server the one that the outermost of
    /// them saw; nil when there is none.
    ///
    /// Each proxy adds the address that it saw to the end of `X-Forwarded-For`; what a client wrote there itself stands
    /// before those and is not believed.
    init?(of connection: String?, forwardedFor: [String], proxies: Int) {
        let seen = forwardedFor.flatMap { $0.split(separator: ",") }
        let isTold = proxies > 0 && seen.count >= proxies
        let told = isTold ? Self(seen[seen.count - proxies].filter { $0 != " " && $0 != "\t" }) : nil
        guard let address = told ?? connection.flatMap({ Self($0) }) else { return nil }
        self = address
    }
}
