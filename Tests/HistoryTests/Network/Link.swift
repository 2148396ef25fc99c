import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A client's connection and the one to the server that carries on what comes, on one event loop.
final class Link: Sendable {
    private static let count = Atomic(0)

    /// Its place among all links of the process.
    let number: Int
    private let client: any Channel
    private let server: any Channel
    private let ends: NIOLoopBound<(Forwarder, Forwarder)>

    /// Joins two connections of one loop; call it there.
    init(_ client: any Channel, _ server: any Channel) throws {
        number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
        self.client = client
        self.server = server
        let ends = (Forwarder(to: server), Forwarder(to: client))
        try client.pipeline.syncOperations.addHandler(ends.0)
        try server.pipeline.syncOperations.addHandler(ends.1)
        self.ends = NIOLoopBound(ends, eventLoop: client.eventLoop)
    }

    /// Begins to carry; call it on the loop.
    func open() {
        for channel in [client, server] { channel.setOption(.autoRead, value: true).whenFailure { _ in } }
    }

    /// Ends both connections.
    func cut(_ cut: FragileNetwork.Cut) async {
        for channel in [client, server] {
            if cut == .rudely {
                let resets = linger(l_onoff: 1, l_linger: 0)
                try? await (channel as? any SocketOptionProvider)?.setSoLinger(resets).get()
            }
            try? await channel.close()
        }
    }

    /// Stops to carry, or goes on.
    func hold(_ holds: Bool) async {
        let done = client.eventLoop.submit { [ends] in
            ends.value.0.isHeld = holds
            ends.value.1.isHeld = holds
        }
        try? await done.get()
    }
}

/// Carries what comes over one connection on to another, no faster than that takes it.
private final class Forwarder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let target: any Channel
    private var context: ChannelHandlerContext?
    /// Whether the target takes more.
    private var isOpen = true
    var isHeld = false { didSet { adjust() } }

    init(to target: any Channel) {
        self.target = target
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isOpen = target.isWritable
        let written = target.writeAndFlush(Self.unwrapInboundIn(data))
        guard !isOpen else { return }
        adjust()
        // On this loop: both connections are of it.
        written.assumeIsolated().whenComplete { _ in
            self.isOpen = true
            self.adjust()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        target.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func adjust() {
        guard let context else { return }
        try? context.channel.syncOptions?.setOption(.autoRead, value: isOpen && !isHeld)
    }
}
