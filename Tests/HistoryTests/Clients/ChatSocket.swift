import HistoryCheck
import NIOCore
import Testing
import Wire

@testable import TestKit

/// A socket of one chat that writes down what comes.
struct ChatSocket: Sendable {
    let stage: Stage
    let chat: StageChat
    let number: Int
    let client: SocketClient
    /// The last place that has come.
    private(set) var last: Int64 = 0

    /// Opens a socket; nil when the server cannot be reached or has no time.
    static func open(
        _ chat: StageChat,
        as account: Account,
        on stage: Stage,
        receiveBuffer: Int? = nil
    ) async -> ChatSocket? {
        let number = stage.recorder.number()
        stage.recorder.note(.opening(connection: number, user: account.id, scope: .chat(id: chat.id), from: nil))
        do {
            let port = stage.network.port
            let connection = try await RawConnection.open(port: port, receiveBuffer: receiveBuffer)
            let result = await Result {
                try await connection.send(TestServer.handshake("/ws/\(chat.id)?token=\(account.token)"))
                let reply = try await connection.reply(within: .seconds(10))
                guard reply.status == 101 else { throw NeverCame(description: "a socket is refused: \(reply)") }
            }
            if case .failure(let error) = result {
                await connection.close()
                throw error
            }
            stage.recorder.note(.opened(connection: number, at: nil))
            return ChatSocket(stage: stage, chat: chat, number: number, client: SocketClient(connection: connection))
        } catch {
            stage.recorder.note(.closed(connection: number, isSettled: false, why: "\(error)"))
            return nil
        }
    }

    private init(stage: Stage, chat: StageChat, number: Int, client: SocketClient) {
        self.stage = stage
        self.chat = chat
        self.number = number
        self.client = client
    }

    /// Whether everything has come that the chat holds in the end, or had time to.
    var isOver: Bool { stage.isOver(chat.id, at: last) }

    /// Waits for the next frame, and writes it down; nil when none came in time.
    ///
    /// - Throws: when the connection has ended.
    mutating func next(within time: Duration) async throws -> JSONValue? {
        do {
            let json = try await client.json(within: .nanoseconds(Int64(time / .nanoseconds(1))))
            if let change = SeenChange(frame: json) {
                stage.recorder.note(.saw(connection: number, change: change))
                if change.chat == chat.id { last = max(last, change.seq) }
            } else if !["error", "read"].contains(json["type"].text) {
                Issue.record("an odd frame: \(String(describing: json))")
            }
            return json
        } catch is TookTooLong {
            return nil
        }
    }

    /// Ends the connection when all is over; what comes too late or once more is written down first.
    mutating func settle() async throws {
        while try await next(within: .milliseconds(100)) != nil {}
        await close(isSettled: true, why: "all is over")
    }

    /// Ends the connection, and writes down why.
    func close(isSettled: Bool, why: String) async {
        stage.recorder.note(.closed(connection: number, isSettled: isSettled, why: why))
        await client.connection.close()
    }
}
