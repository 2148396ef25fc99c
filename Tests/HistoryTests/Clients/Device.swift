import HistoryCheck
import NIOCore
import Testing
import Wire

@testable import TestKit

/// A device of an account: listens to all of its chats, sends messages, and continues where it was when it comes back.
struct Device: Sendable {
    let stage: Stage
    let account: Account
    let title: String
    private var random: SeededGenerator
    private var has = DevicePlaces()
    private var outbox = Outbox()

    init(stage: Stage, account: Account, title: String, random: SeededGenerator) {
        self.stage = stage
        self.account = account
        self.title = title
        self.random = random
    }

    func run() async throws {
        var device = self
        stage.note(title, isBusy: true)
        while try await !device.liveOnce() {
            try await Task.sleep(for: device.random.time(20...200))
        }
    }

    /// Lives until the connection ends; true when all is over.
    private mutating func liveOnce() async throws -> Bool {
        let form = DevicePlaces.Form.allCases.randomElement(using: &random) ?? .cursors
        guard var socket = await AccountSocket.open(as: account, having: has, saying: form, on: stage) else {
            return stage.act == .settling
        }
        do {
            while !socket.isOver {
                let act = stage.act
                if act == .sending, socket.isSynced { write() }
                if !outbox.isEmpty { try await exchange(&socket) }
                if act != .sending, outbox.isEmpty { stage.note(title, isBusy: false) }
                _ = try await socket.next(within: random.time(1...60))
            }
            try await socket.settle()
            return true
        } catch {
            has = socket.isSynced ? socket.has : has
            await socket.close(isSettled: false, why: "\(error)")
            return false
        }
    }

    private mutating func write() {
        guard Int.random(in: 0..<3, using: &random) == 0 else { return }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard let chat = stage.chats(of: account).randomElement(using: &random) else { return }
            outbox.add(in: chat, by: account, title: title)
        }
    }

    /// Sends what is open in one packet with word of how far the device is, and reads until all of it is answered.
    private mutating func exchange(_ socket: inout AccountSocket) async throws {
        var attempts = outbox.beginAttempts(stage.recorder, over: socket.number)
        do {
            let words = outbox.letters.map { $0.frame(namingChat: true) }
            try await socket.client.send(words + socket.receipts.shuffled(using: &random).prefix(1))
            while !attempts.isEmpty {
                guard let json = try await socket.next(within: .seconds(10)) else {
                    throw NeverCame(description: "no answer within 10 s")
                }
                outbox.take(json, SeenChange(ack: json), &attempts, stage.recorder)
            }
        } catch {
            outbox.giveUp(attempts, stage.recorder, why: error)
            throw error
        }
    }
}

extension AccountSocket {
    /// Word of how far the device has come and its user has read.
    fileprivate var receipts: [String] {
        has.now.sorted { $0.key < $1.key }.flatMap { chat, seq in
            ["ack", "read"].map { #"{"type":"\#($0)","chat_id":\#(chat),"seq":\#(seq)}"# }
        }
    }
}
