public import NIOCore
public import NIOWebSocket
public import Wire

/// A WebSocket client that does what a test says, right or wrong.
public struct SocketClient: Sendable {
    /// The connection below.
    public let connection: RawConnection
    /// Whether the server may send it compressed messages.
    public let takesCompressed: Bool
    /// Whether what the server sends has to be in the AsyncAPI document; only an echo has not.
    let isDocumented: Bool

    /// A client on a connection whose handshake was answered with 101.
    public init(connection: RawConnection, takesCompressed: Bool = false) {
        self.init(connection: connection, takesCompressed: takesCompressed, isDocumented: true)
    }

    init(connection: RawConnection, takesCompressed: Bool, isDocumented: Bool) {
        self.connection = connection
        self.takesCompressed = takesCompressed
        self.isDocumented = isDocumented
    }

    /// Sends a text message.
    public func send(_ text: String) async throws {
        try await send(.text, Array(text.utf8))
    }

    /// Sends many text messages in one packet.
    public func send(_ texts: [String]) async throws {
        var bytes = ByteBuffer()
        for text in texts { bytes.writeClientFrame(first: 0x81, payload: Array(text.utf8)) }
        try await connection.send(bytes)
    }

    /// Sends a frame, or the beginning or continuation of one.
    public func send(
        _ opcode: WebSocketOpcode,
        _ payload: [UInt8],
        isFinal: Bool = true,
        isMasked: Bool = true
    ) async throws {
        try await send(
            first: (isFinal ? 0x80 : 0) | UInt8(webSocketOpcode: opcode),
            payload: payload,
            isMasked: isMasked
        )
    }

    /// Sends a frame whose first byte may be anything.
    public func send(first: UInt8, payload: [UInt8], isMasked: Bool = true) async throws {
        var bytes = ByteBuffer()
        bytes.writeClientFrame(first: first, payload: payload, isMasked: isMasked)
        try await connection.send(bytes)
    }

    /// Says goodbye, with a code if one is given.
    public func sendClose(_ code: UInt16? = nil) async throws {
        try await send(.connectionClose, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? [])
    }

    /// Waits for the next frame, whatever it is.
    ///
    /// - Throws: `UndocumentedFrame` when it is a text that the AsyncAPI document does not describe.
    public func frame(within patience: TimeAmount = RawConnection.patience) async throws -> SocketFrame {
        let frame = try await connection.read(within: patience) { buffer in try buffer.readFrame() }
        let mayBeCompressed = takesCompressed && [.text, .binary].contains(frame.opcode)
        guard !frame.isCompressed || mayBeCompressed else { throw UnexpectedFrame(frame: frame) }
        if isDocumented, frame.opcode == .text, frame.isFinal { try FrameSchema.check(frame.text, .fromServer) }
        return frame
    }

    /// Waits for the next text frame; answers the server's pings on the way.
    ///
    /// - Throws: `UnexpectedFrame` for any other frame.
    public func text(within patience: TimeAmount = RawConnection.patience) async throws -> String {
        while true {
            let frame = try await frame(within: patience)
            switch frame.opcode {
            case .text: return frame.text
            case .ping: try await send(.pong, frame.payload)
            default: throw UnexpectedFrame(frame: frame)
            }
        }
    }

    /// Waits for the next text frame, and reads it as JSON.
    public func json(within patience: TimeAmount = RawConnection.patience) async throws -> JSONValue? {
        try JSONParser.parse(Array(try await text(within: patience).utf8))
    }

    /// Shows that nothing was on its way to this client: a ping is answered before anything else comes.
    public func expectSilence() async throws {
        try await send(.ping, Array("silence?".utf8))
        let frame = try await frame()
        guard frame.opcode == .pong, frame.text == "silence?" else { throw UnexpectedFrame(frame: frame) }
    }

    /// Waits until the server closes the socket, passing over whatever comes before.
    ///
    /// Gives the code of its close frame, nil when the connection ended without one. Answers the close frame, so that the server need not wait.
    public func closeCode(within patience: TimeAmount = RawConnection.patience) async throws -> Int? {
        do {
            while true {
                let frame = try await frame(within: patience)
                guard frame.opcode == .connectionClose else { continue }
                try? await send(.connectionClose, Array(frame.payload.prefix(2)))
                _ = try await connection.end(within: patience)
                return frame.closeCode
            }
        } catch is ConnectionEnded {
            return nil
        }
    }
}

/// Another frame came than a test needs in order to go on.
public struct UnexpectedFrame: Error, CustomStringConvertible {
    /// The frame.
    public let frame: SocketFrame

    /// The frame, readable.
    public var description: String { "unexpected frame: \(frame)" }
}
