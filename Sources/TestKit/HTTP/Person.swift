import Domain
public import NIOHTTP1
import Wire

/// Somebody with an account on a server under test, logged in.
public struct Person: Sendable {
    /// The account's number.
    public let id: Int64
    /// The address of the account.
    public let email: String
    /// An access token.
    public let token: String
    let server: TestServer

    /// Asks for a path in this person's name.
    public func get(_ path: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await server.get(path, token: token, headers: headers)
    }

    /// Sends a body of JSON to a path in this person's name.
    public func post(_ path: String, _ json: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await server.post(path, json, token: token, headers: headers)
    }

    /// Asks for the end of what a path names, in this person's name.
    public func delete(_ path: String, headers: HTTPHeaders = [:]) async throws -> Reply {
        try await server.send(.DELETE, path, token: token, headers: headers)
    }

    /// Posts a message, under a name of its own if one is given; the text is written as JSON by the caller's care.
    public func say(_ text: String, in chat: Int64, as clientMessageID: String? = nil) async throws -> Reply {
        let name = clientMessageID.map { #","client_message_id":"\#($0)""# } ?? ""
        return try await post("/chats/\(chat)/messages", #"{"text":"\#(text)"\#(name)}"#)
    }

    /// Creates a private chat with somebody, and tells its number.
    public func talk(to other: Person) async throws -> Int64 {
        try await chat(#"{"name":"Разговор","chat_type":"private","member_ids":[\#(other.id)]}"#)
    }

    /// Creates a group with others, and tells its number.
    public func group(_ others: Person...) async throws -> Int64 {
        let ids = others.map { String($0.id) }.joined(separator: ",")
        return try await chat(#"{"name":"Группа","chat_type":"group","member_ids":[\#(ids)]}"#)
    }

    private func chat(_ body: String) async throws -> Int64 {
        let reply = try await post("/chats", body)
        guard reply.status == 200, let id = reply.json["id"].number else { throw Unexpected(reply) }
        return id
    }
}

extension TestServer {
    /// The password of everybody whom `person` registers.
    public static let password = "secretpassword"

    /// Registers somebody and logs in.
    public func person(_ name: String) async throws -> Person {
        let email = "\(name)@example.com"
        let registered = try await post(
            "/register",
            #"{"email":"\#(email)","password":"\#(Self.password)","name":"\#(name)"}"#
        )
        guard registered.status == 201, let id = registered.json["id"].number else { throw Unexpected(registered) }
        let reply = try await post("/login", #"{"email":"\#(email)","password":"\#(Self.password)"}"#)
        guard reply.status == 200, let token = reply.json["access_token"].text else { throw Unexpected(reply) }
        return Person(id: id, email: email, token: token, server: self)
    }
}

/// A reply that a test needs in order to go on was another one.
public struct Unexpected: Error, CustomStringConvertible {
    /// What came.
    public let description: String

    init(_ reply: Reply) {
        description = "unexpected reply: \(reply)"
    }
}
