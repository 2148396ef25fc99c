import HTTPAPI
import NIOCore
import NIOHTTP1
import WebSocketAPI
import Wire

extension SocketDoor {
    /// The door of the HTTP server, kept by the gate of the sockets.
    init(_ gate: SocketGate) {
        self.init(
            protocolSwitch: ProtocolSwitch { head, loop in
                loop.makeFutureWithTask { await ProtocolSwitch.Decision(head, gate) }
            },
            explain: { uri in
                do throws(SocketRefusal) {
                    _ = try await gate.admit(uri: uri)
                    return nil
                } catch {
                    return Refusal(error)
                }
            }
        )
    }
}

extension ProtocolSwitch.Decision {
    fileprivate init(_ head: HTTPRequestHead, _ gate: SocketGate) async {
        guard let headers = HandshakeReply.headers(for: head), let admission = try? await gate.admit(uri: head.uri)
        else {
            self = .refuse
            return
        }
        let language = Language(acceptLanguage: head.headers.first(name: "accept-language"))
        self = .accept(headers: headers) { channel, position in
            try gate.install(admission, language: language, on: channel, at: position)
        }
    }
}

extension SocketDoor.Refusal {
    fileprivate init(_ refusal: SocketRefusal) {
        switch refusal {
        case .unknownPath: self = .reply(.notFound)
        case .incomplete: self = .forbidden
        case .refused(let error): self = .reply(ErrorReply(error))
        }
    }
}
