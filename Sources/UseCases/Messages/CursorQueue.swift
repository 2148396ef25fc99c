import Domain

/// Moves that wait for a commit, merged where one covers another.
///
/// A struct without threads: `CursorWriter` keeps one under a lock and does what it says.
struct CursorQueue {
    /// A move, and all who asked for it or for less.
    struct Waiting {
        var move: CursorMove
        var completions: [CursorWriter.Completion]
    }

    /// What the writer does next.
    enum Step {
        case commit([Waiting])
        /// Rest until something comes.
        case wait
        /// Only arrivals wait: rest until something urgent comes, or they are due.
        case waitForCompany
        case end
    }

    /// One cursor of one member; moves of messages are not compared with each other.
    fileprivate struct Key: Hashable {
        enum Cursor: Hashable {
            case read
            case message(ID<Message>)
            case delivered
        }

        let chat: ID<Chat>
        let user: ID<User>
        let cursor: Cursor
    }

    private let limit: Int
    private var urgent: [Waiting] = []
    private var arrivals: [Waiting] = []
    /// Where a cursor's move stands in its list.
    private var places: [Key: Int] = [:]
    private var areArrivalsDue = false
    private var isFinishing = false
    private var sleeper: CheckedContinuation<Void, Never>?

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a move in; returns why not, if it does not.
    mutating func add(_ move: CursorMove, _ completion: @escaping CursorWriter.Completion) -> MessengerError? {
        guard !isFinishing else { return .unavailable(retryAfter: .seconds(1)) }
        let key = Key(move)
        if let place = places[key] {
            merge(move, completion, into: place, isArrival: key.cursor == .delivered)
        } else {
            guard urgent.count + arrivals.count < limit else { return .overloaded(retryAfter: .seconds(1)) }
            append(Waiting(move: move, completions: [completion]), key)
        }
        return nil
    }

    private mutating func append(_ waiting: Waiting, _ key: Key) {
        if key.cursor == .delivered {
            places[key] = arrivals.count
            arrivals.append(waiting)
            if arrivals.count == 1 { wake() }
        } else {
            places[key] = urgent.count
            urgent.append(waiting)
            wake()
        }
    }

    private mutating func merge(
        _ move: CursorMove,
        _ completion: @escaping CursorWriter.Completion,
        into place: Int,
        isArrival: Bool
    ) {
        if isArrival {
            arrivals[place].add(move, completion)
        } else {
            urgent[place].add(move, completion)
        }
    }

    mutating func take(_ count: Int) -> Step {
        if urgent.isEmpty, arrivals.isEmpty { return isFinishing ? .end : .wait }
        guard !urgent.isEmpty || areArrivalsDue || isFinishing || arrivals.count >= count else {
            return .waitForCompany
        }
        // Whatever is urgent pays for the commit, so the arrivals go with it.
        let all = urgent + arrivals
        let batch = Array(all.prefix(count))
        let rest = all.dropFirst(count)
        urgent = []
        arrivals = []
        places = [:]
        areArrivalsDue = areArrivalsDue && !rest.isEmpty
        for waiting in rest { append(waiting, Key(waiting.move)) }
        return .commit(batch)
    }

    mutating func arrivalsAreDue() {
        areArrivalsDue = !arrivals.isEmpty
        wake()
    }

    mutating func finish() {
        isFinishing = true
        wake()
    }

    /// Keeps a sleeper to wake; false when there is something to do already.
    mutating func rest(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
        guard urgent.isEmpty, !areArrivalsDue, !isFinishing else { return false }
        sleeper?.resume()
        sleeper = continuation
        return true
    }

    private mutating func wake() {
        sleeper?.resume()
        sleeper = nil
    }
}

extension CursorQueue.Key {
    fileprivate init(_ move: CursorMove) {
        chat = move.chat
        user = move.user
        cursor =
            switch move.target {
            case .read: .read
            case .readMessage(let message): .message(message)
            case .delivered: .delivered
            }
    }
}

extension CursorQueue.Waiting {
    /// Takes in another move of the same cursor.
    mutating func add(_ other: CursorMove, _ completion: @escaping CursorWriter.Completion) {
        completions.append(completion)
        if move.target < other.target { move = other }
    }
}

extension CursorMove.Target {
    /// Whether the other one moves the same cursor further.
    fileprivate static func < (lhs: Self, rhs: Self) -> Bool {
        switch (lhs, rhs) {
        case (.read(let one), .read(let other)), (.delivered(let one), .delivered(let other)): one < other
        case (.read, _), (.readMessage, _), (.delivered, _): false
        }
    }
}
