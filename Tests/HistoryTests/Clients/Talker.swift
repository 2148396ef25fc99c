import HistoryCheck
import NIOCore

@testable import TestKit

/// Sends messages over a socket of a chat, several at once, and listens to it; sends again what was not answered.
struct Talker: Sendable {
    let stage: Stage
    let account: Account
    let chat: StageChat
    let title: String
    var random: SeededGenerator
    private var outbox = Outbox()

    init(stage: Stage, account: Account, chat: StageChat, title: String, random: SeededGenerator) {
        self.stage = stage
        self.account = account
        self.chat = chat
        self.title = title
        self.random = random
    }

    func run() async throws {
        var talker = self
        stage.note(title, isBusy: true)
        while try await !talker.talkOnce() {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Talks until the connection ends; true when all is over.
    private mutating func talkOnce() async throws -> Bool {
        guard var socket = await ChatSocket.open(chat, as: account, on: stage) else { return stage.act == .settling }
        guard stage.act < .settling else {
            await socket.close(isSettled: false, why: "too late")
            return true
        }
        do {
            while !socket.isOver {
                let act = stage.act
                if act == .sending { write() }
                if !outbox.isEmpty { try await exchange(&socket) }
                if act != .sending, outbox.isEmpty { stage.note(title, isBusy: false) }
                _ = try await socket.next(within: random.time(1...30))
            }
            try await socket.settle()
            return true
        } catch {
            await socket.close(isSettled: false, why: "\(error)")
            return false
        }
    }

    private mutating func write() {
        for _ in 0..<Int.random(in: 1...4, using: &random) { outbox.add(in: chat, by: account, title: title) }
    }

    /// Sends what is open in one packet, and reads until all of it is answered.
    private mutating func exchange(_ socket: inout ChatSocket) async throws {
        var attempts = outbox.beginAttempts(stage.recorder, over: socket.number)
        do {
            try await socket.client.send(outbox.letters.map { $0.frame() })
            while !attempts.isEmpty {
                guard let json = try await socket.next(within: .seconds(10)) else {
                    throw NeverCame(description: "no answer within 10 s")
                }
                outbox.take(json, SeenChange(frame: json), &attempts, stage.recorder)
            }
        } catch {
            outbox.giveUp(attempts, stage.recorder, why: error)
            throw error
        }
    }
}
