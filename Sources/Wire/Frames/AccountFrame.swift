public import Domain

/// What a text frame of a client says on the socket of all chats.
public enum AccountFrame: Hashable, Sendable {
    /// Who the client is, by an access token.
    case auth(String)
    /// What the client has, and whether it wants to be seen.
    case hello(Beginning, isPresent: Bool)
    /// A message to post, under the client's own name for it if it has one.
    case message(ID<Chat>, MessageText, ClientMessageID?)
    /// The client has read a chat up to a place.
    case read(ID<Chat>, Seq)
    /// The client has read a message of a chat, and all before it.
    case readMessage(ID<Chat>, ID<Message>)
    /// The client has received a chat up to a place.
    case delivered(ID<Chat>, Seq)
    /// The user is writing.
    case typing(ID<Chat>)
    /// The people whose comings and goings the client wants to hear of.
    case watch(Set<ID<User>>)
    /// The client wants a sign of life.
    case ping
    /// Another type or none: nothing that concerns this server.
    case ignored
    /// Something that cannot be understood, under the client's own name for it if it has a usable one.
    case malformed(FrameProblem, ClientMessageID?)

    /// From where a client wants to begin.
    public enum Beginning: Hashable, Sendable {
        /// From nothing.
        case nothing
        /// From a position that it was given.
        case position(Position)
        /// From the last changes that it has seen, by chat.
        case cursors([ID<Chat>: Seq])
    }

    /// How many people a client may watch.
    public static let longestWatchList = 200
    /// How many cursors a client may name.
    public static let mostCursors = 10_000

    /// Reads a frame; no frame makes it fail.
    @inlinable
    public static func parse(_ bytes: some Collection<UInt8>) -> Self {
        frame(try? JSONParser.parse(bytes))
    }

    /// What a JSON text says; nil when it was none.
    @usableFromInline
    static func frame(_ json: JSONValue?) -> Self {
        guard let json else { return .malformed(.invalidJSON, nil) }
        guard case .object(let frame) = json else { return .malformed(.invalidFrame, nil) }
        guard case .string(let type) = frame["type"] else { return .ignored }
        do throws(FrameProblem) {
            return try parse(frame, type: type)
        } catch {
            return .malformed(error, nil)
        }
    }

    private static func parse(_ frame: JSONObject, type: String) throws(FrameProblem) -> Self {
        switch type {
        case "auth": return .auth(frame.text("token") ?? "")
        case "hello": return .hello(try beginning(frame), isPresent: frame["presence"] != .bool(false))
        case "message": return try message(frame)
        case "read": return try read(frame)
        case "ack": return .delivered(try frame.chatID(), try frame.seq())
        case "typing": return .typing(try frame.chatID())
        case "presence": return .watch(try people(frame))
        case "ping": return .ping
        default: return .ignored
        }
    }

    private static func message(_ frame: JSONObject) throws(FrameProblem) -> Self {
        switch MessageParts.parse(frame) {
        case .problem(let problem, let clientMessageID): return .malformed(problem, clientMessageID)
        case .parts(let text, let clientMessageID):
            guard let chat = try? frame.chatID() else { return .malformed(.invalidChatID, clientMessageID) }
            return .message(chat, text, clientMessageID)
        }
    }

    private static func read(_ frame: JSONObject) throws(FrameProblem) -> Self {
        let chat = try frame.chatID()
        switch frame["message_id"] {
        case nil, .null: return .read(chat, try frame.seq())
        case .integer(let number): return .readMessage(chat, ID(number))
        default: throw .invalidMessageID
        }
    }

    private static func beginning(_ frame: JSONObject) throws(FrameProblem) -> Beginning {
        switch frame["position"] {
        case nil, .null: break
        case .string(let token):
            guard let position = PositionToken.position(of: token) else { throw .invalidPosition }
            return .position(position)
        default: throw .invalidPosition
        }
        switch frame["cursors"] {
        case nil, .null: return .nothing
        case .object(let cursors): return .cursors(try self.cursors(cursors))
        default: throw .invalidCursors
        }
    }

    private static func cursors(_ object: JSONObject) throws(FrameProblem) -> [ID<Chat>: Seq] {
        guard object.members.count <= mostCursors else { throw .invalidCursors }
        var cursors: [ID<Chat>: Seq] = [:]
        for member in object.members {
            guard let chat = Int64(member.name), chat > 0, case .integer(let seq) = member.value, seq >= 0 else {
                throw .invalidCursors
            }
            cursors[ID(chat)] = Seq(seq)
        }
        return cursors
    }

    private static func people(_ frame: JSONObject) throws(FrameProblem) -> Set<ID<User>> {
        guard case .array(let values) = frame["user_ids"], values.count <= longestWatchList else {
            throw .invalidUserIDs
        }
        var people: Set<ID<User>> = []
        for value in values {
            guard case .integer(let number) = value else { throw .invalidUserIDs }
            people.insert(ID(number))
        }
        return people
    }
}

extension FrameProblem: Error {}

extension JSONObject {
    fileprivate func text(_ name: String) -> String? {
        guard case .string(let text) = self[name] else { return nil }
        return text
    }

    fileprivate func chatID() throws(FrameProblem) -> ID<Chat> {
        guard case .integer(let number) = self["chat_id"] else { throw .invalidChatID }
        return ID(number)
    }

    fileprivate func seq() throws(FrameProblem) -> Seq {
        guard case .integer(let number) = self["seq"], number >= 0 else { throw .invalidSeq }
        return Seq(number)
    }
}
