public import NIOCore
import Synchronization
import Wire

/// Makes throw-away accounts and chats on a server that runs, as anybody could: over REST.
public struct Registration: Sendable {
    /// The server refused something that the load cannot do without.
    public struct Refused: Error, CustomStringConvertible {
        let what: String
        let status: Int
        let detail: String

        /// One sentence for people.
        public var description: String { "The server refused \(what): \(status) \(detail)" }
    }

    private struct Person: Sendable {
        let id: Int64
        let token: String
    }

    private let address: SocketAddress
    private let host: String
    private let progress: @Sendable (String, Double) -> Void
    /// Passwords are slow to hash, on purpose: more at once only wait in the server's queue.
    private let atOnce = 4

    /// Registers at a server; `progress` is told what is made and how much of it is there.
    public init(
        at address: SocketAddress,
        host: String,
        progress: @escaping @Sendable (String, Double) -> Void = { _, _ in }
    ) {
        self.address = address
        self.host = host
        self.progress = progress
    }

    /// Makes `people` accounts and the chats of a plan, with the people of their clients as members.
    public func stage(for plan: LoadPlan, people: Int) async throws -> Stage {
        let mark = String(UInt64.random(in: .min ... .max), radix: 36)
        let persons = try await all(people, "accounts") { connection, number in
            try await person("bench-\(mark)-\(number)", over: connection)
        }
        let members = Self.members(of: plan, people: people)
        let chats = try await all(plan.chats, "chats") { connection, number in
            let ids = members[number].map { String(persons[$0].id) }.joined(separator: ",")
            let body = #"{"name":"bench \#(number)","chat_type":"group","member_ids":[\#(ids)]}"#
            let creator = persons[members[number].first ?? 0]
            let reply = try await post("/chats", body, token: creator.token, "a chat", over: connection)
            return try reply.number("id", of: "a chat")
        }
        return Stage(address: address, host: host, tokens: persons.map(\.token), chats: chats)
    }

    /// The people of each chat, as their numbers.
    static func members(of plan: LoadPlan, people: Int) -> [[Int]] {
        var members = [Set<Int>](repeating: [], count: plan.chats)
        for client in 0..<plan.clients {
            members[plan.chat(of: client)].insert(client % people)
        }
        return members.map { $0.sorted() }
    }

    private func person(_ name: String, over connection: RESTConnection) async throws -> Person {
        let password = String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        let who = #""email":"\#(name)@example.com","password":"\#(password)""#
        let account = try await post("/register", #"{\#(who),"name":"\#(name)"}"#, "an account", over: connection)
        let session = try await post("/login", "{\(who)}", "a log-in", over: connection)
        return Person(
            id: try account.number("id", of: "an account"),
            token: try session.text("access_token", of: "a log-in")
        )
    }

    /// Posts; a server that is busy is asked again when it says so, for some minutes.
    private func post(
        _ path: String,
        _ body: String,
        token: String? = nil,
        _ what: String,
        over connection: RESTConnection
    ) async throws -> RESTConnection.Reply {
        for _ in 0..<100 {
            let reply = try await connection.post(path, body, token: token)
            switch reply.status {
            case 200..<300: return reply
            case 429, 503: try await Task.sleep(for: .seconds(min(reply.retryAfter ?? 1, 60)))
            default: throw Refused(what: what, status: reply.status, detail: reply.detail)
            }
        }
        throw Refused(what: what, status: 503, detail: "it stays busy")
    }

    /// Makes some of a kind, a few at a time, each worker over a connection of its own.
    private func all<Value: Sendable>(
        _ count: Int,
        _ what: String,
        _ make: @escaping @Sendable (RESTConnection, Int) async throws -> Value
    ) async throws -> [Value] {
        let counters = Counters()
        return try await withThrowingTaskGroup(of: [(Int, Value)].self) { workers in
            for _ in 0..<min(atOnce, count) {
                workers.addTask {
                    let connection = try await RESTConnection.open(address, host: host)
                    var made: [(Int, Value)] = []
                    while case let number = counters.next.add(1, ordering: .relaxed).oldValue, number < count {
                        made.append((number, try await make(connection, number)))
                        progress(what, Double(counters.done.add(1, ordering: .relaxed).newValue) / Double(count))
                    }
                    await connection.close()
                    return made
                }
            }
            var values: [Int: Value] = [:]
            for try await made in workers {
                for (number, value) in made { values[number] = value }
            }
            return values.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

/// How far the workers are.
private final class Counters: Sendable {
    let next = Atomic(0)
    let done = Atomic(0)
}

extension RESTConnection.Reply {
    fileprivate var detail: String {
        if case .string(let text) = json?["detail"] { text } else { "" }
    }

    fileprivate func number(_ name: String, of what: String) throws -> Int64 {
        guard case .integer(let number) = json?[name] else { throw unexpected(what) }
        return number
    }

    fileprivate func text(_ name: String, of what: String) throws -> String {
        guard case .string(let text) = json?[name] else { throw unexpected(what) }
        return text
    }

    private func unexpected(_ what: String) -> Registration.Refused {
        Registration.Refused(what: what, status: status, detail: "the reply has not what it should have")
    }
}
