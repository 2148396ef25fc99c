import HistoryCheck
import Synchronization

@testable import TestKit

/// What the clients of a campaign share.
final class Stage: Sendable {
    /// How far the campaign has come.
    enum Act: Int, AtomicRepresentable, Comparable, Sendable {
        /// Messages are sent.
        case sending
        /// No new message is sent; those that were not answered are sent again until they are.
        case answering
        /// Everything was sent and answered: connections end when they have shown it.
        case settling

        static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    let recorder: HistoryRecorder
    let network: FragileNetwork
    let chats: [StageChat]
    private let current = Atomic(Act.sending)
    private let progress = Mutex(Progress())

    private struct Progress {
        var ends: [Int64: Int64] = [:]
        var deadline: ContinuousClock.Instant?
        var busy: Set<String> = []
    }

    init(recorder: HistoryRecorder, network: FragileNetwork, chats: [StageChat]) {
        self.recorder = recorder
        self.network = network
        self.chats = chats
    }

    var act: Act { current.load(ordering: .acquiring) }

    func begin(_ act: Act) {
        current.store(act, ordering: .releasing)
    }

    /// Whether somebody has messages that were not answered yet.
    var isBusy: Bool { progress.withLock { !$0.busy.isEmpty } }

    /// Says whether a client has messages that were not answered yet.
    func note(_ client: String, isBusy: Bool) {
        progress.withLock { progress in
            if isBusy { progress.busy.insert(client) } else { progress.busy.remove(client) }
        }
    }

    /// Says what the last message of each chat is: connections are to show it before they end.
    func end(at ends: [Int64: Int64]) {
        progress.withLock { progress in
            progress.ends = ends
            progress.deadline = .now + .seconds(20)
        }
    }

    /// Whether a connection that has shown a chat up to a place may end: it has shown everything, or had time to.
    func isOver(_ chat: Int64, at last: Int64) -> Bool {
        // A campaign that has failed is over too.
        guard !Task.isCancelled else { return true }
        return progress.withLock { progress in
            guard let end = progress.ends[chat], let deadline = progress.deadline else { return false }
            return last >= end || .now > deadline
        }
    }
}

/// A chat of a campaign.
struct StageChat: Sendable {
    let id: Int64
    let members: [Account]
    /// How many bytes a message has at least.
    let size: Int
}
