import DequeModule
import Domain
import Logging
import NIOCore
import Realtime
import UseCases
import Wire

/// The socket of one chat: shows it to a member, and takes what the member writes.
final class ChatConversation: Conversation {
    var user: ID<User> { session.user.id }
    private let session: Session
    private let chat: ID<Chat>
    private let place: Position.InChat
    private let messenger: Messenger
    private let hub: Hub

    private var connection: SocketConnection?
    private var check = SessionCheck()
    private var isMarkingRead = false
    private var waiting = Deque<ClientFrame>()

    init(session: Session, chat: ID<Chat>, after place: Position.InChat, messenger: Messenger, hub: Hub) {
        self.session = session
        self.chat = chat
        self.place = place
        self.messenger = messenger
        self.hub = hub
    }

    func opened(on connection: SocketConnection) {
        self.connection = connection
        hub.showChat(chat, after: place, to: self, on: connection.eventLoop)
        connection.logger.debug("Socket opened", metadata: ["user": "\(user)", "chat": "\(chat)"])
        connection.count(for: user)
    }

    func received(text: ByteBuffer) {
        queue(ClientFrame.parse(text.readableBytesView))
    }

    func received(binary: ByteBuffer) {
        connection?.send(.binary)
    }

    func beat() {
        guard messenger.secondsLeft(of: session) != nil else {
            connection?.close(.sessionEnded)
            return
        }
        if check.isDue() { connection?.closeIfEnded(session, asking: messenger) }
    }

    func farewell(before code: CloseCode) -> ByteBuffer? { nil }

    func closed() {
        waiting.removeAll()
        guard let connection else { return }
        hub.hideChat(chat, from: self, on: connection.eventLoop)
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
        case .malformed(let problem, let clientMessageID): connection?.send(problem, for: clientMessageID)
        }
    }

    private func submit(_ text: MessageText, _ clientMessageID: ClientMessageID?) {
        guard let connection else { return }
        messenger.submitMessage(
            text,
            to: chat,
            by: user,
            clientMessageID: clientMessageID,
            completion: connection.begin { [self] in finish($0, clientMessageID) }
        )
    }

    /// The chat's own event is the answer to a message that is new; one that was there already is shown once more to
    /// the sender alone.
    private func finish(_ result: Result<SentMessage, MessengerError>, _ clientMessageID: ClientMessageID?) {
        switch result {
        case .success(let sent) where sent.isRepeat:
            connection?.send(FrameBytes.text(ServerFrame.message(sent.message)))
        case .success: break
        case .failure(let error): connection?.send(error, for: clientMessageID)
        }
    }

    private func markRead(_ message: ID<Message>) {
        guard let connection else { return }
        isMarkingRead = true
        let move = CursorMove(chat: chat, user: user, target: .readMessage(message))
        messenger.submitMove(move, completion: connection.begin { [self] in finishRead($0) })
    }

    private func finishRead(_ result: Result<ReadState, MessengerError>) {
        isMarkingRead = false
        if case .failure(let error) = result { connection?.send(error) }
        while !isMarkingRead, let frame = waiting.popFirst() {
            connection?.end()
            take(frame)
        }
    }
}

// MARK: What goes out

extension ChatConversation: Listener {
    var scope: ListenerScope { .chat }
    var rendition: Rendition { .webSocket }
    var takesCompressed: Bool { connection?.compresses ?? false }

    func write(_ events: ByteBuffer) {
        connection?.write(events)
    }

    func flush() {
        connection?.flush()
    }

    func advanced(_ lane: Lane, to number: Int64) {}

    func notice(_ event: Event) {
        guard case .sessionsEnded(_, let sessions) = event, sessions.include(session.id) else { return }
        connection?.close(.sessionEnded)
    }

    func expelled(from chat: ID<Chat>) {
        connection?.close(.notAMember)
    }
}
