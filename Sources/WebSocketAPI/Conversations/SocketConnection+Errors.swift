import Domain
import Wire

extension SocketConnection {
    /// Tells the client that a frame could not be understood, under its own name for the message if it gave one.
    func send(_ problem: FrameProblem, for clientMessageID: ClientMessageID? = nil) {
        send(
            FrameBytes.text(
                ServerFrame.error(
                    code: problem.code,
                    detail: problem.detail(in: language),
                    clientMessageID: clientMessageID
                )
            )
        )
    }

    /// Tells the client that something was refused, under its own name for the message if it gave one.
    func send(_ error: MessengerError, for clientMessageID: ClientMessageID? = nil) {
        let reply = ErrorReply(error)
        send(
            FrameBytes.text(
                ServerFrame.error(
                    code: reply.code,
                    detail: reply.detail(in: language),
                    clientMessageID: clientMessageID,
                    retryAfter: reply.retryAfter
                )
            )
        )
    }
}
