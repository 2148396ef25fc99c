import ArgumentParser
import LoadTool

/// The load that `messenger bench` puts on a server.
struct BenchOptions: ParsableArguments {
    /// What clients open: a socket for a chat, or one for all chats of an account.
    enum Socket: String, CaseIterable, ExpressibleByArgument {
        case chat, account
    }

    @Option(help: "How many sockets to open.") var clients = 100
    @Option(help: "How many chats to spread them over.") var chats = 1
    @Option(help: "How many of them send; 0 measures what silent connections cost.") var senders = 10
    @Option(help: ArgumentHelp("Closed loop: how many messages each sender keeps under way.", valueName: "messages"))
    var inFlight: Int?
    @Option(
        help: ArgumentHelp(
            "Open loop: so many messages a second, of all senders together, whatever the server does.",
            valueName: "messages"
        )
    )
    var rate: Double?
    @Option(help: "The sockets: one for a chat (/ws/{chat_id}), or one for an account (/ws).")
    var socket = Socket.chat
    @Flag(help: "Offer compression (permessage-deflate), as browsers do; it begins at messages of 512 bytes.")
    var compression = false
    @Option(help: ArgumentHelp("How long a message is.", valueName: "bytes")) var textBytes = 64
    @Option(help: ArgumentHelp("How long to count.", valueName: "seconds")) var duration = 10.0
    @Option(help: ArgumentHelp("How long to run before counting.", valueName: "seconds")) var warmUp = 1.0
    @Flag(help: "Cut all connections at once in the middle, and see them come back; with --socket account.")
    var storm = false
    @Option(help: "How many threads the clients live on.") var threads = 1

    /// The load, if it makes sense.
    func plan() throws -> LoadPlan {
        guard inFlight == nil || rate == nil else {
            throw ValidationError("--in-flight is a closed loop and --rate an open one: give one of them.")
        }
        var plan = LoadPlan()
        plan.clients = clients
        plan.chats = chats
        plan.senders = min(senders, clients)
        plan.pace = rate.map { .open(perSecond: $0) } ?? .closed(inFlight: inFlight ?? 4)
        plan.door = socket == .chat ? .chat : .account
        plan.compresses = compression
        plan.textBytes = textBytes
        plan.duration = .milliseconds(Int64(duration * 1000))
        plan.warmUp = .milliseconds(Int64(warmUp * 1000))
        plan.storms = storm
        plan.threads = threads
        if let problem = plan.problem { throw ValidationError("\(problem).") }
        return plan
    }
}
