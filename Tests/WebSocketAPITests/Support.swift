import TestKit
import Wire

/// A chat of two with a socket each.
struct Talk: Sendable {
    let server: TestServer
    let anna: Person
    let boris: Person
    let chat: Int64
    let annas: SocketClient
    let boriss: SocketClient

    init(_ server: TestServer) async throws {
        self.server = server
        anna = try await server.person("anna")
        boris = try await server.person("boris")
        chat = try await anna.talk(to: boris)
        annas = try await server.socket(chat, as: anna)
        boriss = try await server.socket(chat, as: boris)
    }

    /// Anna says something, and both hear it; tells the message's number.
    func annaSays(_ text: String) async throws -> Int64 {
        try await annas.send(message(text))
        let frame = try await annas.json()
        _ = try await boriss.json()
        return frame["id"].number ?? 0
    }
}

/// The frame of a client that says something.
func message(_ text: String, as clientMessageID: String? = nil) -> String {
    let name = clientMessageID.map { #","client_message_id":"\#($0)""# } ?? ""
    return #"{"type":"message","text":"\#(text)"\#(name)}"#
}

/// The frame of a client that has read something.
func read(_ message: Int64) -> String {
    #"{"type":"read","message_id":\#(message)}"#
}

/// What a frame of the server says.
extension JSONValue? {
    var type: String? { self["type"].text }
    var said: String? { self["text"].text }
    var seq: Int64? { self["seq"].number }
}
