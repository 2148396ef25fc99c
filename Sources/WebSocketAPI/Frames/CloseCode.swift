/// Why the server closes a socket (RFC 6455, 7.4; the registry of close codes), and what the client should do.
enum CloseCode: UInt16, CaseIterable, Sendable {
    /// The client said goodbye: nothing to do.
    case normal = 1000
    /// The client broke the protocol: mend the client.
    case protocolError = 1002
    /// A text was not UTF-8, or a compressed message not DEFLATE: mend the client.
    case invalidData = 1007
    /// A message was over the limit: send less.
    case messageTooBig = 1009
    /// The database could not be read: come back after a moment and ask for what is missing.
    case unavailable = 1011
    /// The server restarts: come back after a moment.
    case serviceRestart = 1012
    /// The client reads too slowly: come back and ask for what is missing.
    case tooSlow = 1013
    /// The session has ended, or nobody has said in time whose it is: log in again.
    case sessionEnded = 4401
    /// The user is no member of the chat any more: leave it.
    case notAMember = 4403
    /// The account or the address has too many sockets: close some, or come back later.
    case tooManySockets = 4429

    /// The text beside the code; for people who debug.
    var reason: String {
        switch self {
        case .normal: ""
        case .protocolError: "protocol error"
        case .invalidData: "invalid data"
        case .messageTooBig: "message too big"
        case .serviceRestart: "server restarts"
        case .tooSlow: "reads too slowly"
        case .unavailable: "database unavailable"
        case .sessionEnded: "session ended"
        case .notAMember: "not a member"
        case .tooManySockets: "too many sockets"
        }
    }
}
