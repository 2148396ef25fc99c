import HistoryCheck
import NIOCore

@testable import TestKit

/// Has a socket of a chat open for as long as the campaign takes, and again whenever it ends.
struct Listener: Sendable {
    let stage: Stage
    let account: Account
    let chat: StageChat
    /// Whether it stops to read now and then, for so long that the server gives it up.
    var isSlow = false
    var random: SeededGenerator

    func run() async throws {
        var listener = self
        while try await !listener.listenOnce() {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Listens until the connection ends; true when all is over.
    private mutating func listenOnce() async throws -> Bool {
        let buffer = isSlow ? 4_096 : nil
        guard var socket = await ChatSocket.open(chat, as: account, on: stage, receiveBuffer: buffer) else {
            return stage.act == .settling
        }
        guard stage.act < .settling else {
            // The last message may have been sent before this was open.
            await socket.close(isSettled: false, why: "too late")
            return true
        }
        do {
            while !socket.isOver {
                try await pause(socket)
                _ = try await socket.next(within: .milliseconds(200))
            }
            try await socket.settle()
            return true
        } catch {
            await socket.close(isSettled: false, why: "\(error)")
            return false
        }
    }

    private mutating func pause(_ socket: ChatSocket) async throws {
        guard isSlow, stage.act == .sending, Int.random(in: 0..<10, using: &random) == 0 else { return }
        try await socket.client.connection.setReading(false)
        try await Task.sleep(for: random.time(200...2_500))
        try await socket.client.connection.setReading(true)
    }
}
