import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// An accepted connection: HTTP/1.1, until its first request asks for another protocol and gets it.
///
/// The connection's requests run on its own event loop, so that a request costs no change of thread unless the store or
/// the password hasher makes one.
struct HTTPConnection: ServerChildChannel, HTTPChannelHandler {
    typealias HTTPChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// What the first request made of a connection.
    enum Outcome: Sendable {
        case http(HTTPChannel)
        case switched
    }

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let outcome: EventLoopFuture<Outcome>
    }

    /// What a connection reads into, in bytes: it keeps it while it is silent, and it grows with what comes in.
    private static var inputBuffer: AdaptiveRecvByteBufferAllocator {
        AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 512, maximum: 64 * 1024)
    }

    let responder: HTTPChannelHandler.Responder
    let limits: ConnectionLimits
    let protocolSwitch: ProtocolSwitch

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.recvAllocator, value: Self.inputBuffer)
            let outcome = channel.eventLoop.makePromise(of: Outcome.self)
            let encoder = HTTPResponseEncoder()
            let decoder = ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits.decoder)
            )
            let gate = ProtocolGate(
                encoder: encoder,
                decoder: decoder,
                protocolSwitch: protocolSwitch,
                firstRequest: limits.firstRequest,
                outcome: outcome
            ) { channel in
                try addHTTPHandlers(to: channel, logger: logger)
            }
            try channel.pipeline.syncOperations.addHandlers(encoder, decoder, gate)
            return Value(channel: channel, outcome: outcome.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard case .http(let channel) = try? await value.outcome.get() else { return }
        await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
            await handleHTTP(asyncChannel: channel, logger: logger)
        }
    }

    private func addHTTPHandlers(to channel: any Channel, logger: Logger) throws -> ProtocolGate.HTTPHandlers {
        let idle = HTTPConnectionStateHandler(idleTimeout: .nanoseconds(limits.idle.nanoseconds), logger: logger)
        try channel.pipeline.syncOperations.addHandlers(HTTP1ToHTTPServerCodec(secure: false), idle)
        let channel = try HTTPChannel(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true)
        )
        return ProtocolGate.HTTPHandlers(channel: channel, idle: idle)
    }
}

extension ConnectionLimits {
    fileprivate var decoder: NIOHTTPDecoderLimitConfiguration {
        var configuration = NIOHTTPDecoderLimitConfiguration()
        configuration.maxHeaderFieldSize = headerBytes
        configuration.maxHeaderListSize = headerBytes
        configuration.maxHeaderFieldCount = 128
        return configuration
    }
}
