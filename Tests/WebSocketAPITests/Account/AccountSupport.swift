import TestKit
import Wire

/// The socket of all of somebody's chats, past its welcome and hello.
struct AccountSocket: Sendable {
    let socket: SocketClient
    /// What the server answered to the hello: the state, or what was missing up to `synced`.
    let beginning: [JSONValue?]

    /// Opens one that begins from nothing, or from a position.
    init(_ server: TestServer, as person: Person, position: String? = nil, isPresent: Bool = true) async throws {
        socket = try await server.accountSocket(as: person)
        guard try await socket.json().type == "welcome" else { throw NotWelcome() }
        let since = position.map { #","position":"\#($0)""# } ?? ""
        try await socket.send(#"{"type":"hello","presence":\#(isPresent)\#(since)}"#)
        var frames: [JSONValue?] = []
        repeat { frames.append(try await socket.json()) } while !Self.isEnd(frames.last ?? nil)
        beginning = frames
    }

    private static func isEnd(_ frame: JSONValue?) -> Bool {
        ["state", "synced"].contains(frame.type)
    }

    /// The position that the beginning gave.
    var position: String { beginning.last??["position"].text ?? "" }

    /// The next frame of one of these types; others are passed over.
    func next(_ types: String...) async throws -> JSONValue? {
        while true {
            let frame = try await socket.json()
            if let type = frame.type, types.contains(type) { return frame }
        }
    }

    /// Says something, and waits for the acknowledgement.
    func say(_ text: String, in chat: Int64, as name: String) async throws -> JSONValue? {
        try await socket.send(saying(text, in: chat, as: name))
        return try await next("ack", "error")
    }
}

/// The server did not begin with a welcome.
struct NotWelcome: Error {}

/// The frame of a client that says something in a chat.
func saying(_ text: String, in chat: Int64, as name: String) -> String {
    #"{"type":"message","chat_id":\#(chat),"text":"\#(text)","client_message_id":"\#(name)"}"#
}
