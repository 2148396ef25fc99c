import Domain
import NIOCore
import Testing

@testable import WebSocketAPI

@Suite("The count of sockets")
struct SocketCensusTests {
    @Test("goes up to the limit of each holder, and down again")
    func limits() {
        let census = SocketCensus(userLimit: 2, addressLimit: 0)
        let (anna, boris) = (SocketCensus.Holder.user(ID(1)), SocketCensus.Holder.user(ID(2)))
        #expect([census.enter(anna), census.enter(anna), census.enter(anna)] == [true, true, false])
        #expect(!census.hasRoom(for: anna))
        #expect(census.enter(boris))
        census.leave(anna)
        #expect(census.hasRoom(for: anna))
        #expect(census.enter(anna))
        for _ in 1...5 { census.leave(anna) }
        #expect([census.enter(anna), census.enter(anna), census.enter(anna)] == [true, true, false])
    }

    @Test("has no limit where it is 0")
    func unlimited() throws {
        let census = SocketCensus(userLimit: 1, addressLimit: 0)
        let address = SocketCensus.Holder.address(try #require(ClientAddress("192.0.2.1")))
        for _ in 1...100 { #expect(census.enter(address)) }
        #expect(census.hasRoom(for: address))
    }
}

@Suite("The address of a client")
struct ClientAddressTests {
    @Test(
        "is the same however it is written",
        arguments: [
            ["192.0.2.1", "192.0.2.1:4711", "::ffff:192.0.2.1", "[::ffff:192.0.2.1]:80"],
            // Everything of a /64 is one.
            ["2001:db8::1", "2001:db8:0:0:9:8:7:6", "[2001:db8::1]", "[2001:db8::2]:443"],
        ]
    )
    func same(texts: [String]) {
        #expect(Set(texts.map { ClientAddress($0) }).count == 1)
        #expect(ClientAddress(texts[0]) != nil)
    }

    @Test("differs between IPv4 addresses, and between networks of IPv6")
    func different() {
        let texts = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8:0:1::1", "::1"]
        #expect(Set(texts.map { ClientAddress($0) }).count == texts.count)
    }

    @Test(
        "is none in a text that holds none",
        arguments: ["", "unknown", "192.0.2", "192.0.2.1:x:y", "[::1", "/tmp/socket"]
    )
    func none(text: String) {
        #expect(ClientAddress(text) == nil)
    }

    static let forwarded: [(proxies: Int, fields: [String], address: String)] = [
        (0, ["192.0.2.1"], "203.0.113.9"), (1, [], "203.0.113.9"), (1, ["192.0.2.1"], "192.0.2.1"),
        (1, ["198.51.100.7, 192.0.2.1"], "192.0.2.1"), (2, ["198.51.100.7, 192.0.2.1", "10.0.0.1"], "192.0.2.1"),
        (2, ["10.0.0.1"], "203.0.113.9"), (1, ["unknown"], "203.0.113.9"), (1, ["192.0.2.1, "], "203.0.113.9"),
    ]

    @Test("is what the outermost of the operator's proxies saw", arguments: forwarded)
    func proxies(proxies: Int, fields: [String], address: String) {
        let handshake = Handshake(uri: "/ws", remoteAddress: "203.0.113.9", forwardedFor: fields)
        #expect(handshake.clientAddress(behind: proxies) == ClientAddress(address))
    }
}

@Suite("Which pages may open sockets")
struct OriginPolicyTests {
    private func allows(_ origins: [String], _ origin: String?, host: String? = "chat.example.com") -> Bool {
        OriginPolicy(origins: origins).allows(Handshake(uri: "/ws", origin: origin, host: host))
    }

    @Test("those that are named, and the server's own, in whatever case")
    func named() {
        let origins = ["https://app.example.com"]
        #expect(allows(origins, "https://app.example.com"))
        #expect(allows(origins, "HTTPS://App.Example.com"))
        #expect(allows(origins, "https://chat.example.com"))
        #expect(allows(origins, "http://localhost:8000", host: "localhost:8000"))
        #expect(!allows(origins, "https://chat.example.com:8443"))
        #expect(!allows(origins, "https://example.com"))
        #expect(!allows(origins, "null"))
        #expect(!allows(origins, "", host: nil))
    }

    @Test("all where all are allowed, and clients without an origin everywhere")
    func any() {
        #expect(allows(["*"], "https://example.com"))
        #expect(allows(["*"], "null"))
        #expect(allows(["https://app.example.com"], nil))
    }
}

@Suite("The pieces that wait for a client")
struct OutboxTests {
    @Test("are asked about only when many may be waiting, one at a time")
    func asking() {
        var outbox = Outbox(limit: 8)
        #expect((1...5).map { _ in outbox.write() } == [nil, nil, 3, nil, nil])
        outbox.sent(3)
        #expect((6...8).map { _ in outbox.write() } == [6, nil, nil])
    }

    @Test("are too many once more may be waiting than the limit, and not before")
    func limit() {
        var outbox = Outbox(limit: 8)
        for _ in 1...8 { _ = outbox.write() }
        #expect(!outbox.isOverfull)
        _ = outbox.write()
        #expect(outbox.isOverfull)
    }

    @Test("are never too many for a client that takes each as it comes")
    func quick() {
        var outbox = Outbox(limit: 8)
        for _ in 1...1000 {
            if let piece = outbox.write() { outbox.sent(piece) }
            #expect(!outbox.isOverfull)
        }
    }
}
