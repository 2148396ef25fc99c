import Wire

/// Somebody who is registered and logged in; good on every node that has the same database and secret.
struct Account: Sendable {
    static let password = "a password of the tests"

    let id: Int64
    let token: String
}

extension Node {
    /// Registers somebody and logs in.
    func account(_ name: String) async throws -> Account {
        let who = #""email":"\#(name)@example.com","password":"\#(Account.password)""#
        let registered = try await post("/register", #"{\#(who),"name":"\#(name)"}"#)
        let loggedIn = try await post("/login", "{\(who)}")
        guard let id = registered.json["id"].number, let token = loggedIn.json["access_token"].text else {
            throw NeverCame(description: "An account was refused: \(registered) \(loggedIn)")
        }
        return Account(id: id, token: token)
    }

    /// Logs in one of the demo people.
    func token(of demoPerson: String) async throws -> String {
        let reply = try await post("/login", #"{"email":"\#(demoPerson)@example.com","password":"password123"}"#)
        guard let token = reply.json["access_token"].text else {
            throw NeverCame(description: "\(demoPerson) cannot log in: \(reply)")
        }
        return token
    }

    /// Creates a group and tells its number.
    func group(of creator: Account, _ others: Account...) async throws -> Int64 {
        let ids = others.map { String($0.id) }.joined(separator: ",")
        let body = #"{"name":"Группа","chat_type":"group","member_ids":[\#(ids)]}"#
        let reply = try await post("/chats", body, token: creator.token)
        guard let id = reply.json["id"].number else {
            throw NeverCame(description: "A chat was refused: \(reply)")
        }
        return id
    }

    /// Posts a message.
    func say(_ text: String, in chat: Int64, as account: Account) async throws -> Reply {
        try await post("/chats/\(chat)/messages", #"{"text":"\#(text)"}"#, token: account.token)
    }

    /// All messages of a chat, oldest first.
    func messages(_ chat: Int64, as token: String) async throws -> [JSONValue] {
        let reply = try await get("/chats/\(chat)/messages", token: token)
        guard reply.status == 200 else { throw NeverCame(description: "A chat cannot be read: \(reply)") }
        return reply.json.elements
    }
}
