import NIOCore
import NIOPosix
import Synchronization
import TestKit

/// A port that leads to a server, over connections that can be cut and stalled.
///
/// It stays the same when the server behind it is another one.
final class FragileNetwork: Sendable {
    /// How a connection is cut.
    enum Cut: String, CaseIterable, Sendable {
        /// Both ends are told that nothing more will come.
        case politely
        /// Both ends get a reset, and what was on its way is lost.
        case rudely
    }

    /// The port that clients connect to.
    let port: Int
    private let channel: any Channel
    private let state: Box

    private init(_ channel: any Channel, _ state: Box) {
        self.channel = channel
        self.state = state
        port = channel.localAddress?.port ?? 0
    }

    static func open() async throws -> FragileNetwork {
        let state = Box()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in state.join(client) }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return FragileNetwork(channel, state)
    }

    /// Leads to another port from now on; connections that are open stay.
    func lead(to port: Int) {
        state.content.withLock { $0.target = port }
    }

    /// Cuts about a share of the connections, and tells how many.
    func cut(_ share: Double, _ cut: Cut, using random: inout SeededGenerator) async -> Int {
        let chosen = state.links.filter { _ in Double.random(in: 0..<1, using: &random) < share }
        for link in chosen { await link.cut(cut) }
        return chosen.count
    }

    /// Holds up whatever is on its way, in both directions, for a while.
    func stall(_ time: Duration) async throws {
        let links = state.links
        for link in links { await link.hold(true) }
        try await Task.sleep(for: time)
        for link in links { await link.hold(false) }
    }

    func close() async {
        try? await channel.close()
        for link in state.links { await link.cut(.politely) }
    }
}

/// Where the port leads, and what is open.
private final class Box: Sendable {
    struct Content {
        var target = 0
        var links: [ObjectIdentifier: Link] = [:]
    }

    let content = Mutex(Content())

    var links: [Link] {
        content.withLock { content in content.links.values.sorted { $0.number < $1.number } }
    }

    /// Connects a client that has just come to the server; refused when there is none.
    func join(_ client: any Channel) -> EventLoopFuture<Void> {
        let target = content.withLock { $0.target }
        let server = ClientBootstrap(group: client.eventLoop)
            .channelOption(.autoRead, value: false)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: target)
        // The client is let in at once; it reads nothing until the server is there.
        server.whenComplete { result in
            guard case .success(let server) = result, let link = try? Link(client, server) else {
                client.close(promise: nil)
                return
            }
            let key = ObjectIdentifier(link)
            self.content.withLock { $0.links[key] = link }
            client.closeFuture.whenComplete { _ in self.content.withLock { $0.links[key] = nil } }
            link.open()
        }
        return client.eventLoop.makeSucceededVoidFuture()
    }
}
