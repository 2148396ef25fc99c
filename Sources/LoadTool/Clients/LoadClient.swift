import NIOCore

/// One client: shows no chat to anybody, but knows what it should have been shown, and sends if it is a sender.
///
/// It outlives its connections: after a cut it goes on with the next one where it was.
///
/// SAFETY: touched on the loop of its crew only.
final class LoadClient: @unchecked Sendable {
    /// How often a connection is tried before a client is given up.
    static let attemptLimit = 10

    let number: Int
    let crew: Crew
    /// How often a connection was tried since the last one was ready.
    var attempts = 0
    private(set) var chats: [Int64]
    private(set) var checks: [OrderCheck]
    private var sender: Sender?
    private var socket: ClientSocket?
    private var isReady = false
    /// How many messages the answers have made room for since the last flush.
    private var owed = 0

    init(number: Int, crew: Crew) {
        self.number = number
        self.crew = crew
        chats = [crew.stage.chats[crew.plan.chat(of: number)]]
        checks = chats.map { _ in OrderCheck() }
        guard number < crew.plan.senders else { return }
        sender = Sender(chats: chats, isNamed: crew.plan.door == .account, textBytes: crew.plan.textBytes)
    }

    /// What it was shown of its chats.
    var views: [ChatView] {
        zip(chats, checks).map { ChatView(chat: $0, check: $1) }
    }

    /// Messages that were sent and not answered.
    var unanswered: Int { sender?.underWay.count ?? 0 }
}

// MARK: The connection

extension LoadClient {
    /// What the handshake asks for.
    var target: String {
        switch crew.plan.door {
        case .chat: "/ws/\(chats[0])?token=\(crew.stage.token(of: number))"
        case .account: "/ws"
        }
    }

    func didOpen(_ socket: ClientSocket) {
        self.socket = socket
        if crew.plan.door == .chat { becomeReady() }
    }

    func didFail(to error: any Error) {
        crew.didFail(self, "\(error)")
    }

    func didClose(_ reason: String, wasCut: Bool) {
        socket = nil
        guard isReady else { return crew.didFail(self, reason) }
        isReady = false
        crew.didEnd(self, wasCut: wasCut, reason)
    }

    func cut() {
        socket?.cut()
    }

    /// Goes for good, with a goodbye.
    func leave() {
        isReady = false
        attempts = Self.attemptLimit
        socket?.leave()
    }

    private func becomeReady() {
        guard !isReady else { return }
        isReady = true
        attempts = 0
        crew.didBecomeReady(self)
    }

    /// Says how far the client knows its chats.
    private func greet() {
        let known = zip(chats, checks).filter { $0.1.first != nil }.map { "\"\($0.0)\":\($0.1.last)" }
        let cursors = known.isEmpty ? "" : #","cursors":{\#(known.joined(separator: ","))}"#
        socket?.send(text: #"{"type":"hello"\#(cursors)}"#)
    }
}

// MARK: What comes

extension LoadClient {
    /// Takes a text frame; `now` is when the bytes were read.
    @inline(__always)
    func take(_ word: ServerWord, at now: UInt64) {
        switch word.kind {
        case .message: takeMessage(word, at: now)
        case .change: note(word)
        case .ack: takeAnswer(word, at: now)
        case .error: takeError(word)
        case .welcome: greet()
        case .state: takeState(word)
        case .synced: becomeReady()
        case .other: break
        }
    }

    /// Sends what the answers of the last frames made room for.
    func didTakeAll() {
        guard owed > 0 else { return }
        let count = owed
        owed = 0
        if crew.isSending, isReady { send(count, now: Crew.now) }
    }

    @inline(__always)
    private func takeMessage(_ word: ServerWord, at now: UInt64) {
        note(word)
        crew.tally.delivered += 1
        guard let stamp = word.stamp, stamp.run == crew.run else { return }
        if stamp.time >= crew.recordsFrom { crew.tally.deliveries.record(Int64(now) - Int64(stamp.time)) }
        // A chat's socket has no other answer than the message itself.
        if crew.plan.door == .chat, stamp.sender == UInt32(number) { answered(stamp, at: now) }
    }

    @inline(__always)
    private func note(_ word: ServerWord) {
        guard let seq = word.seq else { return }
        if crew.plan.door == .chat {
            checks[0].take(seq)
        } else if let chat = word.chat, let place = chats.firstIndex(of: chat) {
            checks[place].take(seq)
        }
    }

    /// Learns how far its chats are; from then on nothing may be missing.
    private func takeState(_ word: ServerWord) {
        let places = AccountState.places(in: word.text)
        for (place, chat) in chats.enumerated() {
            if let last = places[chat] { checks[place] = OrderCheck(after: last) }
        }
        becomeReady()
    }

    private func takeAnswer(_ word: ServerWord, at now: UInt64) {
        guard let stamp = word.stamp, stamp.run == crew.run, stamp.sender == UInt32(number) else { return }
        answered(stamp, at: now)
    }

    private func answered(_ stamp: Stamp, at now: UInt64) {
        guard sender?.didEnd(stamp.number) == true else { return }
        crew.tally.answered += 1
        if stamp.time >= crew.recordsFrom { crew.tally.answers.record(Int64(now) - Int64(stamp.time)) }
        if case .closed = crew.plan.pace { owed += 1 }
    }

    /// A refusal frees its message's place, but not at once: a later tick sends again.
    private func takeError(_ word: ServerWord) {
        crew.tally.refused += 1
        crew.tally.complaint = crew.tally.complaint ?? word.text
        if let stamp = word.stamp { _ = sender?.didEnd(stamp.number) }
    }
}

// MARK: What goes

extension LoadClient {
    /// Whether it sends.
    var isSender: Bool { sender != nil }

    /// Begins to send; of an open pace, the first message of all is planned for `start`.
    func begin(at start: UInt64) {
        if case .open(let rate) = crew.plan.pace {
            let interval = Double(crew.plan.senders) / rate * 1e9
            // Senders take turns.
            let turn = interval * Double(number) / Double(crew.plan.senders)
            sender?.plan(from: start + UInt64(turn), every: interval)
        }
        tick(Crew.now)
    }

    /// Sends what is due.
    func tick(_ now: UInt64) {
        guard let sender, isReady, crew.isSending else { return }
        let count =
            switch crew.plan.pace {
            case .closed(let inFlight): inFlight - sender.underWay.count
            case .open: sender.due(now)
            }
        if count > 0 { send(count, now: now) }
    }

    /// Goes on after a cut: what was not answered is sent once more, under the same names.
    func resume() {
        guard let sender, !sender.underWay.isEmpty else { return }
        write(sender, sender.underWay.keys.sorted())
    }

    private func send(_ count: Int, now: UInt64) {
        guard let sender else { return }
        crew.tally.sent += Int64(count)
        write(sender, sender.takeNext(count, now: now))
    }

    private func write(_ sender: Sender, _ numbers: some Sequence<UInt32>) {
        socket?.send(sender.frames(numbers, of: number, run: crew.run, keys: &crew.keys))
    }
}
