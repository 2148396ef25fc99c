import Foundation
import Synchronization
import Testing
import Wire

@testable import TestKit

/// D1 and D3 of the delivery contract: what was acknowledged is there, once.
@Suite("Killing the program")
struct CrashTests {
    @Test(
        "after kill -9 amid sends every acknowledged message is there once, unchanged, and every retry is answered by it",
        arguments: StoreKind.all
    )
    func kill(_ store: StoreKind) async throws {
        try await withHome(store) { home in
            let first = try await home.serve()
            let people = [try await first.account("anna"), try await first.account("boris")]
            let chats = [
                try await first.group(of: people[0], people[1]), try await first.group(of: people[1], people[0]),
            ]
            let sends = Sends()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for sender in 0..<100 {
                    let line = SendLine(sender: sender, chat: chats[sender % 2], account: people[sender / 2 % 2])
                    group.addTask { await line.sendUntilCut(first, noting: sends) }
                }
                try await eventually("that 500 messages were acknowledged", otherwise: first.program.log) {
                    sends.acknowledged.count >= 500 ? () : nil
                }
                first.program.send(SIGKILL)
                try await group.waitForAll()
            }
            #expect(try await first.program.end().signal == SIGKILL)

            let unanswered = sends.attempted.count - sends.acknowledged.count
            #expect((1...100).contains(unanswered), "it was killed while it had something to do")

            let second = try await home.serve()
            try await expectKept(sends, in: chats, on: second, as: people[0])
            let before = sends.acknowledged
            try await retry(sends, on: second)
            for (name, reply) in before {
                #expect(sends.acknowledged[name] == reply, "the retry of \(name) is answered by what was stored")
            }
            #expect(sends.acknowledged.count == sends.attempted.count)
            try await expectKept(sends, in: chats, on: second, as: people[0])
            let stored = try await chats.asyncMap { try await second.messages($0, as: people[0].token).count }
            #expect(stored.reduce(0, +) == sends.attempted.count, "nothing is stored twice")
        }
    }

    /// Each acknowledged message is in its chat as it was acknowledged, no name is there twice, and `seq` has no gap.
    private func expectKept(_ sends: Sends, in chats: [Int64], on node: Node, as reader: Account) async throws {
        var kept: [String: JSONValue] = [:]
        for chat in chats {
            let messages = try await node.messages(chat, as: reader.token)
            #expect(messages.map { $0["seq"].number } == (0..<messages.count).map { Int64($0 + 1) })
            for message in messages {
                let name = try #require(message["client_message_id"].text)
                #expect(kept.updateValue(message, forKey: name) == nil, "\(name) is there twice")
                #expect(message["text"].text == sends.attempted[name]?.text)
            }
        }
        for (name, reply) in sends.acknowledged {
            #expect(kept[name] == reply, "\(name) was acknowledged")
        }
    }

    private func retry(_ sends: Sends, on node: Node) async throws {
        let all = Array(sends.attempted)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<8 {
                group.addTask {
                    let connection = try await node.connect()
                    for (name, send) in stride(from: part, to: all.count, by: 8).map({ all[$0] }) {
                        try await connection.send(send.request)
                        let reply = try await connection.reply()
                        #expect(reply.status == 200)
                        sends.acknowledge(name, reply.json ?? .null)
                    }
                    await connection.close()
                }
            }
            try await group.waitForAll()
        }
    }
}

/// What was sent, and what the server said to it.
private final class Sends: Sendable {
    struct Send {
        let text: String
        let request: String
    }

    private struct State {
        var attempted: [String: Send] = [:]
        var acknowledged: [String: JSONValue] = [:]
    }

    private let state = Mutex(State())

    var attempted: [String: Send] { state.withLock { $0.attempted } }
    var acknowledged: [String: JSONValue] { state.withLock { $0.acknowledged } }

    func attempt(_ name: String, _ send: Send) {
        state.withLock { $0.attempted[name] = send }
    }

    func acknowledge(_ name: String, _ message: JSONValue) {
        state.withLock { $0.acknowledged[name] = message }
    }
}

/// One connection that sends message after message.
private struct SendLine {
    let sender: Int
    let chat: Int64
    let account: Account

    func sendUntilCut(_ node: Node, noting sends: Sends) async {
        guard let connection = try? await node.connect() else { return }
        for number in 0... {
            let name = "crash-\(sender)-\(number)"
            let text = "Сообщение \(number) от \(sender) 👋 \u{2028}"
            let json = #"{"text":"\#(text)","client_message_id":"\#(name)"}"#
            let request = Node.request("POST /chats/\(chat)/messages HTTP/1.1", token: account.token, json: json)
            sends.attempt(name, Sends.Send(text: text, request: request))
            do {
                try await connection.send(request)
                let reply = try await connection.reply()
                guard reply.status == 200 else {
                    Issue.record("a send is refused: \(reply)")
                    break
                }
                sends.acknowledge(name, reply.json ?? .null)
            } catch {
                // The server was killed: nobody knows what became of this one.
                break
            }
        }
        await connection.close()
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
