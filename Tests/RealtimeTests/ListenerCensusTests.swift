import Domain
import Testing

@testable import Realtime

@Suite("The count of connections")
struct ListenerCensusTests {
    @Test("goes up to the limit of each holder, and down again with each seat that nobody has any more")
    func limits() {
        let census = ListenerCensus(userLimit: 2, addressLimit: 0)
        let (anna, boris) = (ListenerCensus.Holder.user(ID(1)), ListenerCensus.Holder.user(ID(2)))
        var seats = (1...3).map { _ in census.seat(for: anna) }
        #expect(seats.map { $0 != nil } == [true, true, false])
        #expect(!census.hasRoom(for: anna))
        #expect(census.seat(for: boris) != nil)
        seats.removeFirst()
        #expect(census.hasRoom(for: anna))
        seats.append(census.seat(for: anna))
        #expect(!census.hasRoom(for: anna))
        seats.removeAll()
        #expect((1...3).map { _ in census.seat(for: anna) }.map { $0 != nil } == [true, true, false])
    }

    @Test("has no limit where it is 0")
    func unlimited() {
        let census = ListenerCensus(userLimit: 0, addressLimit: 1)
        let seats = (1...100).compactMap { _ in census.seat(for: .user(ID(1))) }
        #expect(seats.count == 100)
        #expect(census.hasRoom(for: .user(ID(1))))
    }

    @Test("is of addresses only where they have a limit")
    func addresses() throws {
        func holder(limit: Int) -> ListenerCensus.Holder? {
            ListenerCensus(userLimit: 0, addressLimit: limit, proxies: 1)
                .address(of: "203.0.113.9", forwardedFor: ["192.0.2.1"])
        }
        #expect(holder(limit: 0) == nil)
        #expect(try holder(limit: 1) == .address(#require(ClientAddress("192.0.2.1"))))
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
        let found = ClientAddress(of: "203.0.113.9", forwardedFor: fields, proxies: proxies)
        #expect(found == ClientAddress(address))
    }
}
