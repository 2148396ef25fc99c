import Testing

@testable import WebSocketAPI

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
