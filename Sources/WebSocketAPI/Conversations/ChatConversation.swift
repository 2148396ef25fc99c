import DequeModule
import Domain
import Logging
import NIOCore
import Realtime
import UseCases
import Wire

/// The socket of one chat: shows it to a member, and takes what the member writes.
final class ChatConversation: Conversation {
    let user: ID<User>
    private let chat: ID<Chat>
    private let messenger: Messenger
    private let hub: Hub

    private var connection: SocketConnection?
    private var isMarkingRead = false
    private var waiting = Deque<ClientFrame>()

    init(user: ID<User>, chat: ID<Chat>, messenger: Messenger, hub: Hub) {
        self.user = user
        self.chat = chat
        self.messenger = messenger
        self.hub = hub
    }

    func opened(on connection: SocketConnection) {
        self.connection = connection
        hub.subscribe(self, to: chat, on: connection.eventLoop)
        connection.logger.debug("Socket opened", metadata: ["user": "\(user)", "chat": "\(chat)"])
    }

    func received(text: ByteBuffer) {
        queue(ClientFrame.parse(text.readableBytesView))
    }

    func received(binary: ByteBuffer) {
        send(.binary, for: nil)
    }

    func farewell(before code: CloseCode) -> ByteBuffer? { nil }

    func closed() {
        waiting.removeAll()
        guard let connection else { return }
        hub.unsubscribe(self, from: chat, on: connection.eventLoop)
        connection.logger.debug("Socket closed", metadata: ["user": "\(user)", "chat": "\(chat)"])
        self.connection = nil
    }
}

// MARK: What comes in

extension ChatConversation {
    /// Frames take effect in their order: messages go into one queue anyway, so only a read must be waited for.
    private func queue(_ frame: ClientFrame) {
        guard isMarkingRead else { return take(frame) }
        waiting.append(frame)
        connection?.begin()
    }

    private func take(_ frame: ClientFrame) {
        switch frame {
        case .message(let text, let clientMessageID): submit(text, clientMessageID)
        case .read(let message): markRead(message)
        case .ignored: break
        case .malformed(let problem, let clientMessageID): send(problem, for: clientMessageID)
        }
    }

    private func submit(_ text: MessageText, _ clientMessageID: ClientMessageID?) {
        guard let connection else { return }
        connection.begin()
        let conversation = NIOLoopBound(self, eventLoop: connection.eventLoop)
        messenger.submitMessage(text, to: chat, by: user, clientMessageID: clientMessageID) { result in
            conversation.eventLoop.execute { conversation.value.finish(result, clientMessageID) }
        }
    }

    /// The chat's own event is the answer to a message that is new; one that was there already is shown once more to
    /// the sender alone.
    private func finish(_ result: Result<SentMessage, MessengerError>, _ clientMessageID: ClientMessageID?) {
        connection?.end()
        switch result {
        case .success(let sent) where sent.isRepeat:
            connection?.send(FrameBytes.text(ServerFrame.message(sent.message)))
        case .success: break
        case .failure(let error): send(error, for: clientMessageID)
        }
    }

    private func markRead(_ message: ID<Message>) {
        guard let connection else { return }
        connection.begin()
        isMarkingRead = true
        let conversation = NIOLoopBound(self, eventLoop: connection.eventLoop)
        let (messenger, chat, user) = (messenger, chat, user)
        // Owned by the connection: it reads no further while too many of these run, and each ends with its store call.
        Task {
            let result = await Result { () async throws(MessengerError) in
                try await messenger.markRead(message, in: chat, by: user)
            }
            conversation.eventLoop.execute { conversation.value.finishRead(result) }
        }
    }

    private func finishRead(_ result: Result<Void, MessengerError>) {
        connection?.end()
        isMarkingRead = false
        if case .failure(let error) = result { send(error, for: nil) }
        while !isMarkingRead, let frame = waiting.popFirst() {
            connection?.end()
            take(frame)
        }
    }
}

// MARK: What goes out

extension ChatConversation: ChatListener {
    var takesCompressed: Bool { connection?.compresses ?? false }

    func write(_ frames: ByteBuffer) {
        connection?.write(frames)
    }

    func flush() {
        connection?.flush()
    }

    private func send(_ problem: FrameProblem, for clientMessageID: ClientMessageID?) {
        guard let connection else { return }
        let detail = problem.detail(in: connection.language)
        connection.send(FrameBytes.error(code: problem.code, detail: detail, for: clientMessageID))
    }

    private func send(_ error: MessengerError, for clientMessageID: ClientMessageID?) {
        guard let connection else { return }
        let reply = ErrorReply(error)
        let detail = reply.detail(in: connection.language)
        connection.send(FrameBytes.error(code: reply.code, detail: detail, for: clientMessageID))
    }
}

extension FrameBytes {
    fileprivate static func error(code: String, detail: String, for clientMessageID: ClientMessageID?) -> ByteBuffer {
        text(ServerFrame.error(code: code, detail: detail, clientMessageID: clientMessageID))
    }
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
