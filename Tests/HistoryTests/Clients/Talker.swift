import HistoryCheck
import NIOCore
import Testing
import Wire

@testable import TestKit

/// Sends messages over a socket of a chat, several at once, and listens to it; sends again what was not answered.
struct Talker: Sendable {
    let stage: Stage
    let account: Account
    let chat: StageChat
    let title: String
    var random: SeededGenerator
    private var open: [Letter] = []
    private var count = 0

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
                if !open.isEmpty { try await exchange(&socket) }
                if act != .sending, open.isEmpty { stage.note(title, isBusy: false) }
                _ = try await socket.next(within: random.time(1...30))
            }
            await socket.close(isSettled: true, why: "all is over")
            return true
        } catch {
            await socket.close(isSettled: false, why: "\(error)")
            return false
        }
    }

    private mutating func write() {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            count += 1
            open.append(Letter(in: chat, by: account, name: "\(title)-\(count)"))
        }
    }

    /// Sends what is open in one packet, and reads until all of it is answered.
    private mutating func exchange(_ socket: inout ChatSocket) async throws {
        var attempts: [String: Int] = [:]
        for letter in open { attempts[letter.name] = letter.beginAttempt(stage.recorder, over: socket.number) }
        do {
            try await socket.client.send(open.map { $0.json(type: "message") })
            while !attempts.isEmpty {
                guard let json = try await socket.next(within: .seconds(10)) else {
                    throw NeverCame(description: "no answer within 10 s")
                }
                note(json, &attempts)
            }
        } catch {
            for attempt in attempts.values.sorted() {
                stage.recorder.note(.answered(attempt: attempt, answer: .unknown(why: "\(error)")))
            }
            throw error
        }
    }

    private mutating func note(_ json: JSONValue, _ attempts: inout [String: Int]) {
        guard let name = json["client_message_id"].text, let attempt = attempts[name] else { return }
        if let change = SeenChange(frame: json) {
            guard change.author == account.id else { return }
            stage.recorder.note(.answered(attempt: attempt, answer: .acknowledged(change: change)))
            open.removeAll { $0.name == name }
        } else {
            let code = json["code"].text ?? "no code"
            if !["overloaded", "unavailable"].contains(code) { Issue.record("a message is refused: \(json)") }
            stage.recorder.note(.answered(attempt: attempt, answer: Answer(refusal: code)))
        }
        attempts[name] = nil
    }
}
