import Logging
import NIOCore
import NIOEmbedded
import Realtime
import Wire

@testable import WebSocketAPI

extension SocketConnection {
    /// A socket that says everything back, on a loop that a test moves on.
    static func forTesting(
        on loop: EmbeddedEventLoop,
        inFlight: Int = 128,
        pingInterval: TimeAmount = .seconds(20)
    ) -> SocketConnection {
        SocketConnection(
            conversation: EchoConversation(),
            eventLoop: loop,
            codec: nil,
            compresses: false,
            address: nil,
            language: .russian,
            surroundings: Surroundings(
                limits: SocketLimits(inFlight: inFlight),
                census: ListenerCensus(userLimit: 0, addressLimit: 0),
                heartbeats: Heartbeats(group: loop, interval: .nanoseconds(pingInterval.nanoseconds)),
                answers: AnswerQueues(group: loop),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
    }
}
