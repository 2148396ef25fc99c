import Domain
import Testing
import UseCases

@testable import WebSocketAPI

@Suite("The target of a handshake")
struct SocketTargetTests {
    private func target(_ uri: String, authorization: String? = nil) throws(SocketRefusal) -> SocketTarget {
        try SocketTarget(Handshake(uri: uri, authorization: authorization))
    }

    @Test("is the socket of a chat, with a token in it")
    func chat() throws {
        #expect(try target("/ws/7?token=t") == .chat(ID(7), AccessToken("t")))
        #expect(try target("/ws/7?token=a&x=1&token=t") == .chat(ID(7), AccessToken("t")))
        #expect(try target("/ws/%37?token=a%20b") == .chat(ID(7), AccessToken("a b")))
    }

    @Test(
        "is not enough without a token or with a chat that is no number",
        arguments: ["/ws/7", "/ws/x?token=t", "/ws/?token=t"]
    )
    func incomplete(uri: String) {
        #expect(throws: SocketRefusal.incomplete) { try target(uri) }
    }

    @Test(
        "is not a socket's elsewhere",
        arguments: ["/", "/nope", "/nope/7?token=t", "/ws/7/x?token=t", "ws/7?token=t", ""]
    )
    func elsewhere(uri: String) {
        #expect(throws: SocketRefusal.unknownPath) { try target(uri) }
    }

    @Test("is the socket of an account, with a credential of one of three kinds")
    func account() throws {
        #expect(try target("/ws", authorization: "Bearer t") == .account(.token(AccessToken("t"))))
        #expect(try target("/ws?ticket=a", authorization: "bearer t") == .account(.token(AccessToken("t"))))
        #expect(try target("/ws?ticket=a%2Bb") == .account(.ticket("a+b")))
        #expect(try target("/ws") == .account(.firstFrame))
        #expect(try target("/ws?x=1") == .account(.firstFrame))
    }

    @Test("of an account holds no access token, and the header no other scheme")
    func misplaced() {
        #expect(throws: SocketRefusal.refused(.invalidToken)) { try target("/ws?token=t") }
        #expect(throws: SocketRefusal.refused(.invalidToken)) { try target("/ws?token=t", authorization: "Bearer t") }
        for value in ["Basic t", "Bearer", ""] {
            #expect(throws: SocketRefusal.refused(.invalidToken)) { try target("/ws", authorization: value) }
        }
    }
}
