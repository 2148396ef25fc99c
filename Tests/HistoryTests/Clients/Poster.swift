import HistoryCheck
import NIOCore
import Testing

@testable import TestKit

/// Sends messages over REST, one after the other; each until it is acknowledged, and now and then once more.
struct Poster: Sendable {
    let stage: Stage
    let account: Account
    let title: String
    var random: SeededGenerator

    func run() async throws {
        var poster = self
        var line = PostLine(stage: stage, account: account)
        var number = 0
        while stage.act == .sending {
            number += 1
            guard let chat = stage.chats(of: account).randomElement(using: &poster.random) else { return }
            let letter = Letter(in: chat, by: account, name: "\(title)-\(number)")
            try await line.deliver(letter)
            if Int.random(in: 0..<20, using: &poster.random) == 0 { try await line.deliver(letter) }
            try await Task.sleep(for: poster.random.time(0...30))
        }
        await line.hangUp()
    }
}

/// A connection for posting that is opened again as often as it takes.
struct PostLine: Sendable {
    let stage: Stage
    let account: Account
    private var connection: RawConnection?

    init(stage: Stage, account: Account) {
        self.stage = stage
        self.account = account
    }

    /// Sends a message until it is acknowledged; gives it as it is kept.
    @discardableResult
    mutating func deliver(_ letter: Letter) async throws -> SeenChange {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            let attempt = letter.beginAttempt(stage.recorder)
            let answer = await attemptOnce(letter)
            stage.recorder.note(.answered(attempt: attempt, answer: answer))
            if case .acknowledged(let change) = answer { return change }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NeverCame(description: "\(letter.name) was not acknowledged within \(patience)")
    }

    mutating func hangUp() async {
        await connection?.close()
        connection = nil
    }

    private mutating func attemptOnce(_ letter: Letter) async -> Answer {
        do {
            let connection = try await open()
            let line = "POST /chats/\(letter.chat.id)/messages HTTP/1.1"
            try await connection.send(Node.request(line, token: account.token, json: letter.json))
            return Answer(try await connection.reply(within: .seconds(10)))
        } catch {
            await hangUp()
            return .unknown(why: "\(error)")
        }
    }

    private mutating func open() async throws -> RawConnection {
        if let connection { return connection }
        let opened = try await RawConnection.open(port: stage.network.port)
        connection = opened
        return opened
    }
}

extension Answer {
    fileprivate init(_ reply: Reply) {
        if reply.status == 200, let change = SeenChange(message: reply.json) {
            self = .acknowledged(change: change)
        } else {
            if reply.status != 503 { Issue.record("a message is refused: \(reply)") }
            self = Answer(refusal: reply.code ?? "status \(reply.status)")
        }
    }
}

extension Stage {
    func chats(of account: Account) -> [StageChat] {
        chats.filter { chat in chat.members.contains { $0.id == account.id } }
    }
}
