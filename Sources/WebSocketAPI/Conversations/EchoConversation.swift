import NIOCore
import NIOWebSocket

/// Says every message back: for test suites of the protocol, on servers that were started for them.
final class EchoConversation: Conversation {
    private var connection: SocketConnection?

    func opened(on connection: SocketConnection) {
        self.connection = connection
    }

    func received(text: ByteBuffer) {
        connection?.send(FrameBytes.frame(.text, text))
    }

    func received(binary: ByteBuffer) {
        connection?.send(FrameBytes.frame(.binary, binary))
    }

    func beat() {}

    func farewell(before code: CloseCode) -> ByteBuffer? { nil }

    func closed() {
        connection = nil
    }
}
