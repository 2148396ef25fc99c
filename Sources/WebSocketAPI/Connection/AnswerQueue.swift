import NIOConcurrencyHelpers
import NIOCore

/// Brings what other threads have found out for the sockets of one event loop back to it.
///
/// Whatever has come by the time of its turn is taken at once, so that the answers to one client leave in one piece.
final class AnswerQueue: Sendable {
    /// An answer; in an array, a function alone would be wrapped once more.
    private struct Answer {
        /// Takes it in on the loop, and says whose it was.
        let take: @Sendable () -> SocketConnection
    }

    private let loop: any EventLoop
    private let waiting = NIOLockedValueBox<[Answer]>([])

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// Has an answer taken in during one of the loop's next turns; its socket is flushed then.
    ///
    /// `take` is called on the loop, and says whose answer it was.
    func add(_ take: @escaping @Sendable () -> SocketConnection) {
        let isFirst = waiting.withLockedValue { waiting in
            waiting.append(Answer(take: take))
            return waiting.count == 1
        }
        if isFirst { loop.execute { self.drain() } }
    }

    private func drain() {
        let answers = waiting.withLockedValue { waiting in
            defer { waiting = [] }
            return waiting
        }
        let sockets = answers.map { $0.take() }
        for socket in sockets { socket.flush() }
    }
}

/// The queues of all loops.
struct AnswerQueues: Sendable {
    private let queues: [ObjectIdentifier: AnswerQueue]

    /// Queues for sockets that live on the loops of `group`.
    init(group: some EventLoopGroup) {
        queues = Dictionary(uniqueKeysWithValues: group.makeIterator().map { (ObjectIdentifier($0), AnswerQueue($0)) })
    }

    /// The queue of a loop, which must be one of the group's.
    subscript(loop: any EventLoop) -> AnswerQueue {
        guard let queue = queues[ObjectIdentifier(loop)] else { preconditionFailure("a socket on a foreign loop") }
        return queue
    }
}
