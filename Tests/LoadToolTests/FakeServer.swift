import Domain
import NIOCore
import NIOPosix
import Wire

/// What a server does wrong, on purpose.
enum Fault: Sendable, CaseIterable {
    case none
    /// One client is not shown the third message.
    case dropsOne
    /// One client is shown the third message twice.
    case doublesOne
    /// One client is shown the third message after the fourth.
    case swapsTwo
    /// One client is shown nothing from the third message on.
    case fallsSilent
    /// The third message is refused.
    case refusesOne
    /// The third message is taken, and nobody hears of it.
    case forgetsOne
    /// The third message makes it hang up on one client.
    case hangsUp
    /// It sends what no server may send.
    case speaksNonsense
    /// It lets nobody in.
    case refusesAll
}

/// A server of one chat that gives every message the next place, and makes a mistake.
final class FakeServer: Sendable {
    let address: SocketAddress
    private let channel: any Channel

    private init(channel: any Channel, address: SocketAddress) {
        self.channel = channel
        self.address = address
    }

    /// Runs one as long as `body` takes.
    static func during<Value: Sendable>(
        _ fault: Fault,
        _ body: (FakeServer) async throws -> Value
    ) async throws -> Value {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let chat = FakeChat(fault: fault)
        let channel = try await ServerBootstrap(group: loop)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FakeSocket(chat: chat))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let address = channel.localAddress else { throw ChannelError.unknownLocalAddress }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(FakeServer(channel: channel, address: address)))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        return try result.get()
    }
}

/// The chat and its members.
///
/// SAFETY: all its connections are on one loop, and it is touched only there.
private final class FakeChat: @unchecked Sendable {
    let fault: Fault
    var members: [FakeSocket] = []
    private var seq: Int64 = 0
    private var heldBack: ByteBuffer?
    private var heard = 0

    init(fault: Fault) {
        self.fault = fault
    }

    func take(_ text: String, from sender: FakeSocket) {
        heard += 1
        guard case .string(let id) = (try? JSONParser.parse(text.utf8))?["client_message_id"] else { return }
        let isThird = heard == 3
        if isThird, fault == .refusesOne {
            sender.send(frame(ServerFrame.error(code: "no", detail: "", clientMessageID: ClientMessageID(stored: id))))
            return
        }
        if isThird, fault == .forgetsOne { return }
        seq += 1
        let message = frame(ServerFrame.message(Message(seq: seq, name: id)))
        // The sender is the first client; the mistake is made with the last.
        for member in members.dropLast() { member.send(message) }
        members.last.map { show(message, to: $0, isThird: isThird) }
    }

    private func show(_ message: ByteBuffer, to member: FakeSocket, isThird: Bool) {
        switch fault {
        case .dropsOne where isThird: return
        case .fallsSilent where heard >= 3: return
        case .hangsUp where isThird: return member.hangUp()
        case .speaksNonsense where isThird: return member.send(ByteBuffer(bytes: [0x01, 0x00]))
        case .doublesOne where isThird: member.send(message)
        case .swapsTwo where isThird:
            heldBack = message
            return
        default: break
        }
        member.send(message)
        if let late = heldBack {
            heldBack = nil
            member.send(late)
        }
    }

    private func frame(_ payload: [UInt8]) -> ByteBuffer {
        var frame = ByteBuffer(bytes: [0x81, 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)])
        frame.writeBytes(payload)
        return frame
    }
}

extension Message {
    fileprivate init(seq: Int64, name: String) {
        self.init(
            id: ID(seq),
            chat: ID(1),
            seq: Seq(seq),
            sender: ID(1),
            text: MessageText(stored: "x"),
            clientMessageID: ClientMessageID(stored: name),
            createdAt: Timestamp(microseconds: 0)
        )
    }
}

/// A connection of the fake server.
private final class FakeSocket: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let chat: FakeChat
    private var context: ChannelHandlerContext?
    private var bytes = ByteBuffer()
    private var isOpen = false

    init(chat: FakeChat) {
        self.chat = chat
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        chat.members.removeAll { $0 === self }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var more = Self.unwrapInboundIn(data)
        bytes.writeBuffer(&more)
        if !isOpen, !shakeHands() { return }
        while let text = nextText() { chat.take(text, from: self) }
    }

    func send(_ frame: ByteBuffer) {
        context?.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }

    func hangUp() {
        context?.close(promise: nil)
    }

    private func shakeHands() -> Bool {
        guard let end = bytes.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        bytes.moveReaderIndex(to: end.upperBound)
        guard chat.fault != .refusesAll else {
            send(ByteBuffer(string: "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"))
            return false
        }
        isOpen = true
        chat.members.append(self)
        send(ByteBuffer(string: "HTTP/1.1 101 Switching Protocols\r\n\r\n"))
        return true
    }

    /// The text of the next whole frame, of the one length that the tests send.
    private func nextText() -> String? {
        var rest = bytes
        guard let first: UInt8 = rest.readInteger(), first == 0x81, let second: UInt8 = rest.readInteger() else {
            return nil
        }
        var length = Int(second & 0x7F)
        if length == 126 {
            guard let long: UInt16 = rest.readInteger() else { return nil }
            length = Int(long)
        }
        guard let key = rest.readBytes(length: 4), let payload = rest.readBytes(length: length) else { return nil }
        bytes = rest
        return String(decoding: payload.enumerated().map { $1 ^ key[$0 % 4] }, as: UTF8.self)
    }
}
