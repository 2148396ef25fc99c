import HistoryCheck
import NIOCore

@testable import TestKit

/// Reads pages and whole chats over REST.
struct Reader: Sendable {
    let stage: Stage
    let account: Account
    var random: SeededGenerator

    func run() async throws {
        var random = random
        while stage.act == .sending {
            guard let chat = stage.chats(of: account).randomElement(using: &random) else { return }
            if Int.random(in: 0..<4, using: &random) == 0 {
                _ = try? await stage.read(chat, as: account)
            } else {
                let offset = Int.random(in: 0..<200, using: &random)
                let limit = Int.random(in: 1...100, using: &random)
                _ = try? await stage.read(chat, as: account, offset: offset, limit: limit)
            }
            try await Task.sleep(for: random.time(10...60))
        }
    }
}

extension Stage {
    /// Reads a page of a chat, or all of it where there is no limit.
    @discardableResult
    func read(_ chat: StageChat, as account: Account, offset: Int = 0, limit: Int? = nil) async throws -> [SeenChange] {
        let number = recorder.number()
        recorder.note(.reading(read: number, user: account.id, chat: chat.id, offset: offset, limit: limit))
        let path =
            limit.map { "/history/\(chat.id)?offset=\(offset)&limit=\($0)" } ?? "/chats/\(chat.id)/messages"
        let reply = try await exchange(
            Node.request("GET \(path) HTTP/1.1", token: account.token, json: nil)
        )
        let messages = limit == nil ? reply.json.elements : reply.json["items"].elements
        let changes = messages.compactMap { SeenChange(message: $0) }
        guard reply.status == 200, changes.count == messages.count else {
            throw NeverCame(description: "a read is refused: \(reply)")
        }
        recorder.note(.read(read: number, changes: changes))
        return changes
    }

    /// Sends a request on a connection of its own.
    func exchange(_ request: String) async throws -> Reply {
        let connection = try await RawConnection.open(port: network.port)
        let result = await Result {
            try await connection.send(request)
            return try await connection.reply(within: .seconds(10))
        }
        await connection.close()
        return try result.get()
    }
}
