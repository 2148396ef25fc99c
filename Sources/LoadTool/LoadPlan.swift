/// What load is put on a server.
public struct LoadPlan: Hashable, Sendable {
    /// When senders send.
    public enum Pace: Hashable, Sendable {
        /// As soon as an earlier message is answered, each with this many under way.
        case closed(inFlight: Int)
        /// All senders together this many messages a second, whatever the server does.
        case open(perSecond: Double)
    }

    /// The sockets that clients open.
    public enum Door: String, CaseIterable, Sendable {
        /// One for a chat: `/ws/{chat_id}`.
        case chat
        /// One for all chats of an account: `/ws`.
        case account
    }

    /// How many sockets are opened.
    public var clients = 100
    /// How many chats the clients are spread over.
    public var chats = 1
    /// How many of the clients send.
    public var senders = 10
    /// When they send.
    public var pace = Pace.closed(inFlight: 4)
    /// Which sockets they open.
    public var door = Door.chat
    /// Whether clients offer compression, as browsers do.
    public var compresses = false
    /// How long a message is, in bytes.
    public var textBytes = 64
    /// How long the load runs before anything is counted.
    public var warmUp = Duration.seconds(1)
    /// How long is counted.
    public var duration = Duration.seconds(10)
    /// Whether all connections are cut at once in the middle, and come back.
    public var storms = false
    /// How many threads the clients live on.
    public var threads = 1

    /// A small load.
    public init() {}

    /// What makes no sense about it; nil when it can be run.
    public var problem: String? {
        switch pace {
        case .closed(let inFlight) where !(1...128).contains(inFlight): return "in-flight must be 1 to 128"
        case .open(let rate) where !(rate > 0 && rate <= 1_000_000): return "rate must be above 0, up to 1000000"
        case .closed, .open: break
        }
        if !(1...200_000).contains(clients) { return "clients must be 1 to 200000" }
        if !(1...clients).contains(chats) { return "chats must be 1 to the number of clients" }
        if !(0...clients).contains(senders) { return "senders must be 0 to the number of clients" }
        if !(1...65_536).contains(textBytes) { return "text-bytes must be 1 to 65536" }
        if !(1...64).contains(threads) { return "threads must be 1 to 64" }
        if duration < .milliseconds(100) { return "duration must be at least 0.1 s" }
        if storms, door == .chat { return "storm needs the sockets of accounts: only they tell what was missed" }
        if warmUp < .zero { return "warm-up must not be negative" }
        return nil
    }

    /// The chat of a client, as a place among the chats.
    public func chat(of client: Int) -> Int { client % chats }
}
