import HTTPAPI
import NIOCore
import NIOHTTP1
import WebSocketAPI
import Wire

extension ProtocolSwitch {
    /// The way out of HTTP, kept by the gate of the sockets.
    init(_ gate: SocketGate) {
        self.init { head, channel in
            channel.eventLoop.makeFutureWithTask { await Decision(head, from: channel.remoteAddress, gate) }
        }
    }
}

extension ProtocolSwitch.Decision {
    /// What the gate says to a handshake; it is asked once, since to be admitted may use something up.
    fileprivate init(_ head: HTTPRequestHead, from address: SocketAddress?, _ gate: SocketGate) async {
        guard var headers = HandshakeReply.headers(for: head) else {
            self = .refuse(nil)
            return
        }
        let handshake = Handshake(head, from: address)
        do throws(SocketRefusal) {
            let admission = try await gate.admit(handshake)
            let compression = gate.compression(for: handshake)
            if let compression { headers.add(name: "sec-websocket-extensions", value: compression.reply) }
            self = .accept(headers: headers) { channel, position in
                try gate.install(admission, handshake, compression: compression, on: channel, at: position)
            }
        } catch {
            self = .refuse(HandshakeRefusal(error))
        }
    }
}

extension Handshake {
    fileprivate init(_ head: HTTPRequestHead, from address: SocketAddress?) {
        self.init(
            uri: head.uri,
            authorization: head.headers.first(name: "authorization"),
            origin: head.headers.first(name: "origin"),
            host: head.headers.first(name: "host"),
            extensions: head.headers["sec-websocket-extensions"],
            remoteAddress: address?.ipAddress,
            forwardedFor: head.headers["x-forwarded-for"],
            language: Language(acceptLanguage: head.headers.first(name: "accept-language"))
        )
    }
}

extension HandshakeRefusal {
    fileprivate init(_ refusal: SocketRefusal) {
        switch refusal {
        case .unknownPath: self = .reply(.notFound)
        case .incomplete: self = .forbidden
        case .originNotAllowed: self = .reply(.originNotAllowed)
        case .tooManySockets: self = .reply(.tooManySockets)
        case .refused(let error): self = .reply(ErrorReply(error))
        }
    }
}
