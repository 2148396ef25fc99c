import Domain
import HTTPAPI
import Identity
import NIOCore
import Realtime
import WebSocketAPI

extension Tuning {
    var presence: PresenceBoard.Timing {
        var timing = PresenceBoard.Timing()
        timing.grace = .microseconds(presenceGrace.wholeMicroseconds)
        timing.beat = .microseconds(presenceBeat.wholeMicroseconds)
        timing.lease = .microseconds(presenceLease.wholeMicroseconds)
        return timing
    }
}

/// What the parts of the server are told of the configuration.
extension ServerConfiguration {
    var passwordLimits: PasswordHasher.Limits {
        PasswordHasher.Limits(threads: passwords.threads == 0 ? nil : passwords.threads, waiting: passwords.queue)
    }

    var listenerCensus: ListenerCensus {
        ListenerCensus(
            userLimit: webSocket.userLimit,
            addressLimit: webSocket.addressLimit,
            proxies: http.proxies
        )
    }

    func socketLimits(_ tuning: Tuning) -> SocketLimits {
        var limits = SocketLimits()
        limits.messageBytes = webSocket.messageLimit
        limits.outboxBytes = webSocket.outboxBytes
        limits.outboxPieces = webSocket.outboxPieces
        limits.pingInterval = webSocket.pingInterval
        limits.closeTimeout = tuning.closeTimeout
        limits.greetingTimeout = tuning.greetingTimeout
        return limits
    }

    func httpOptions(_ tuning: Tuning) -> HTTPAPI.Options {
        var options = HTTPAPI.Options()
        options.bodyLimit = http.bodyLimit
        options.connection.headerBytes = http.headerLimit
        options.connection.firstRequest = .microseconds(tuning.firstRequestTimeout.wholeMicroseconds)
        options.connection.idle = .microseconds(tuning.idleTimeout.wholeMicroseconds)
        options.maximumConnections = connectionLimit
        options.cors = CORSPolicy(origins: corsOrigins)
        options.servesDocumentation = docsEnabled
        options.servesWebClient = clientEnabled
        options.version = ServerVersion.current
        options.stream.outboxBytes = webSocket.outboxBytes
        return options
    }
}
