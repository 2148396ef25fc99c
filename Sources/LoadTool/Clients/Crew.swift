import MessageDeflate
import NIOCore
import NIOPosix

/// The clients that live on one event loop, and what they have counted.
///
/// SAFETY: everything that changes is touched on `loop` only; `LoadRun` hops there.
final class Crew: @unchecked Sendable {
    let loop: any EventLoop
    let plan: LoadPlan
    let stage: Stage
    /// Marks the messages of this run.
    let run: UInt32

    var tally = Tally()
    /// Messages that were planned earlier are not recorded.
    var recordsFrom = UInt64.max
    var keys: MaskKeys
    lazy var inflater = Inflater()
    private(set) var isSending = false
    private(set) var clients: [LoadClient] = []
    private(set) var ready = 0
    private let pump: ConnectPump
    private var timer: RepeatedTask?

    init(loop: any EventLoop, plan: LoadPlan, stage: Stage, run: UInt32) {
        self.loop = loop
        self.plan = plan
        self.stage = stage
        self.run = run
        keys = MaskKeys(seed: UInt64.random(in: .min ... .max))
        pump = ConnectPump(loop: loop, address: stage.address)
    }

    /// The present, on the clock of the stamps.
    static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

    /// Makes the clients with these numbers and connects them.
    func enter(_ numbers: [Int]) {
        clients = numbers.map { LoadClient(number: $0, crew: self) }
        for client in clients { connect(client) }
    }

    func connect(_ client: LoadClient) {
        pump.add(client)
    }

    func didBecomeReady(_ client: LoadClient) {
        ready += 1
        pump.didEnd(client)
        if isSending { client.resume() }
    }

    /// A connection was not made: tries again after a pause that grows, some times.
    func didFail(_ client: LoadClient, _ reason: String) {
        pump.didEnd(client)
        guard client.attempts < LoadClient.attemptLimit else {
            tally.unconnected += 1
            tally.complaint = tally.complaint ?? reason
            return
        }
        let pause: Int64 = min(50 << Int64(client.attempts), 1000)
        loop.scheduleTask(in: .milliseconds(Int64.random(in: pause / 2...pause))) { self.connect(client) }
    }

    /// A connection that was ready has ended.
    func didEnd(_ client: LoadClient, wasCut: Bool, _ reason: String) {
        ready -= 1
        guard !wasCut else { return connect(client) }
        tally.lost += 1
        tally.complaint = tally.complaint ?? reason
    }

    /// Begins to send; messages of an open pace are planned from `start` on.
    func beginSending(at start: UInt64) {
        isSending = true
        let senders = clients.filter(\.isSender)
        for client in senders { client.begin(at: start) }
        // What is due is looked for each millisecond: the stamps have the planned times, so this shows as latency. In
        // a closed pace answers make room, and only what was refused waits for a tick.
        let pause: TimeAmount = if case .open = plan.pace { .milliseconds(1) } else { .milliseconds(50) }
        timer = loop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in
            let now = Self.now
            for client in senders { client.tick(now) }
        }
    }

    func stopSending() {
        isSending = false
        timer?.cancel()
        timer = nil
    }

    /// Cuts all connections, without a goodbye.
    func cut() {
        for client in clients { client.cut() }
    }

    /// Closes all connections for good, and lets go of the clients.
    func leave() {
        stopSending()
        for client in clients { client.leave() }
        clients = []
    }

    /// Messages that were sent and not answered.
    var unanswered: Int {
        clients.reduce(0) { $0 + $1.unanswered }
    }
}

/// Connects some clients at a time, so that the queue of the listening server is not flooded.
private final class ConnectPump {
    private static let atOnce = 64

    let loop: any EventLoop
    let address: SocketAddress
    private var waiting: [LoadClient] = []
    private var underWay: Set<Int> = []

    init(loop: any EventLoop, address: SocketAddress) {
        self.loop = loop
        self.address = address
    }

    func add(_ client: LoadClient) {
        waiting.append(client)
        start()
    }

    /// A client is connected, or has failed.
    func didEnd(_ client: LoadClient) {
        underWay.remove(client.number)
        start()
    }

    private func start() {
        while underWay.count < Self.atOnce, let client = waiting.popLast() {
            underWay.insert(client.number)
            client.attempts += 1
            open(client)
        }
    }

    private func open(_ client: LoadClient) {
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(10))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ClientSocket(client: client))
                }
            }
            .connect(to: address)
            .whenFailure { error in client.didFail(to: error) }
    }
}
