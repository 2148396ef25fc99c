import HistoryCheck

/// A history that is written by hand: three people and two chats, 1 (of 10, 11 and 12) and 2 (of 10 and 11).
struct Story {
    private(set) var history = History()
    private var numbers = 0

    init() {
        note(.chat(id: 1, members: [10, 11, 12]))
        note(.chat(id: 2, members: [10, 11]))
    }

    /// What the checker finds, in the order in which it finds it.
    var broken: [Invariant] { history.violations().map(\.invariant) }

    mutating func note(_ event: HistoryEvent) {
        history.lines.append(.init(at: Int64(history.lines.count), event: event))
    }

    mutating func number() -> Int {
        numbers += 1
        return numbers
    }

    /// A message as the server shows it: its id is 100 more than its place.
    static func message(_ name: String, _ seq: Int64, in chat: Int64 = 1, by sender: Int64 = 10) -> SeenChange {
        SeenChange(
            chat: chat,
            seq: seq,
            id: 100 * chat + seq,
            author: sender,
            name: name,
            text: "text of \(name)",
            time: "2026-11-23T12:00:00"
        )
    }

    /// Begins to send a message; gives the number of the attempt.
    @discardableResult
    mutating func sending(_ name: String, in chat: Int64 = 1, by sender: Int64 = 10, over connection: Int? = nil) -> Int
    {
        let attempt = number()
        note(
            .sending(
                SendAttempt(
                    number: attempt,
                    sender: sender,
                    chat: chat,
                    name: name,
                    text: "text of \(name)",
                    connection: connection
                )
            )
        )
        return attempt
    }

    /// Sends a message and has it acknowledged.
    mutating func send(_ name: String, _ seq: Int64, in chat: Int64 = 1, by sender: Int64 = 10) {
        let attempt = sending(name, in: chat, by: sender)
        note(.answered(attempt: attempt, answer: .acknowledged(change: Self.message(name, seq, in: chat, by: sender))))
    }

    /// Opens the socket of a chat.
    mutating func open(_ chat: Int64 = 1, as user: Int64 = 11) -> Int {
        let connection = number()
        note(.opening(connection: connection, user: user, scope: .chat(id: chat), from: nil))
        note(.opened(connection: connection, at: nil))
        return connection
    }

    /// Opens the socket of an account, to continue after places of chat 1.
    mutating func resume(after seq: Int64, as user: Int64 = 11) -> Int {
        let connection = number()
        let places = [ChatPlace(chat: 1, seq: seq), ChatPlace(chat: 2, seq: 0)]
        note(.opening(connection: connection, user: user, scope: .account, from: places))
        note(.opened(connection: connection, at: nil))
        return connection
    }

    mutating func saw(_ connection: Int, _ changes: SeenChange...) {
        for change in changes { note(.saw(connection: connection, change: change)) }
    }

    mutating func settle(_ connection: Int) {
        note(.closed(connection: connection, isSettled: true, why: "the end"))
    }

    mutating func cut(_ connection: Int) {
        note(.closed(connection: connection, isSettled: false, why: "cut"))
    }

    /// Reads a page of chat 1 that shows these.
    mutating func read(_ changes: SeenChange..., offset: Int = 0, limit: Int? = nil) {
        let read = number()
        note(.reading(read: read, user: 11, chat: 1, offset: offset, limit: limit))
        note(.read(read: read, changes: changes))
    }

    /// What the chat holds in the end.
    mutating func keep(_ changes: SeenChange..., in chat: Int64 = 1) {
        note(.kept(chat: chat, changes: changes))
    }
}
