public import Domain

/// The frames with which a connection that shows a whole account begins, resumes and ends.
extension ServerFrame {
    /// What a client is told as soon as it is known who it is.
    public struct Welcome: Hashable, Sendable {
        /// Whose account this is.
        public let user: User
        /// For how many seconds the session is good.
        public let sessionExpiresIn: Int64
        /// How many seconds pass between two pings.
        public let heartbeat: Int64
        /// How many bytes a client's frame may have.
        public let messageBytes: Int64
        /// How many frames of a client are worked on at once.
        public let inFlight: Int64
        /// The version of the server.
        public let version: String

        /// Puts together a welcome.
        public init(
            user: User,
            sessionExpiresIn: Int64,
            heartbeat: Int64,
            messageBytes: Int64,
            inFlight: Int64,
            version: String
        ) {
            self.user = user
            self.sessionExpiresIn = sessionExpiresIn
            self.heartbeat = heartbeat
            self.messageBytes = messageBytes
            self.inFlight = inFlight
            self.version = version
        }
    }

    /// The first frame of the socket of all chats.
    public static func welcome(_ welcome: Welcome) -> [UInt8] {
        written(capacity: 384) { writer in
            writer.object { writer in
                writer.field(.type, word: "welcome")
                writer.key(.user)
                writer.user(welcome.user)
                writer.field(.sessionExpiresIn, welcome.sessionExpiresIn)
                writer.field(.heartbeat, welcome.heartbeat)
                writer.key(.limits)
                writer.object { writer in
                    writer.field(.messageBytes, welcome.messageBytes)
                    writer.field(.textBytes, Int64(MessageText.byteLength.upperBound))
                    writer.field(.inFlight, welcome.inFlight)
                }
                writer.field(.version, welcome.version)
            }
        }
    }

    /// Everything that an account sees, and the position at which it is true.
    public static func state(of user: User, chats: [ChatState], at position: Position) -> [UInt8] {
        written(capacity: 512 + 512 * chats.count) { writer in
            writer.object { writer in
                writer.field(.type, word: "state")
                writer.state(of: user, chats: chats, at: position)
            }
        }
    }

    /// Word that the client has everything up to a position.
    public static func synced(_ position: Position) -> [UInt8] {
        positioned("synced", position)
    }

    /// How far the client has come, for it to keep.
    public static func position(_ position: Position) -> [UInt8] {
        positioned("position", position)
    }

    /// Word that the client's position means nothing here: what it has is to be replaced by the state that follows.
    public static let reset: [UInt8] = written(capacity: 32) { writer in
        writer.object { $0.field(.type, word: "reset") }
    }

    /// Word that the server is going to close the socket, and after how many milliseconds to come back.
    public static func reconnect(afterMilliseconds pause: Int64) -> [UInt8] {
        written(capacity: 64) { writer in
            writer.object { writer in
                writer.field(.type, word: "reconnect")
                writer.field(.after, seconds: pause)
            }
        }
    }

    private static func positioned(_ type: StaticString, _ position: Position) -> [UInt8] {
        written(capacity: 128 + 16 * position.chats.count) { writer in
            writer.object { writer in
                writer.field(.type, word: type)
                writer.field(.position, PositionToken.text(of: position))
            }
        }
    }
}
