public import NIOCore
import Synchronization
public import Wire

/// A reader of an event stream, by the tests' own reading of WHATWG HTML, section 9.2.
public final class EventStreamClient: Sendable {
    /// What stands between two blank lines.
    public struct Block: Hashable, Sendable {
        /// The data of a message; nil for a block that shows nothing.
        public var data: String?
        /// The id that it sets.
        public var id: String?
        /// After how many milliseconds to come back.
        public var retry: Int?
        /// Whether there is a comment in it.
        public var hasComment = false
    }

    /// The connection below.
    public let connection: RawConnection
    /// The head of the reply.
    public let head: Reply
    private let state = Mutex(State())

    fileprivate struct State {
        var text = ""
        var lastEventID: String?
        var retry: Int?
    }

    init(connection: RawConnection, head: Reply) {
        self.connection = connection
        self.head = head
    }

    /// With what a browser would come back.
    public var lastEventID: String? { state.withLock { $0.lastEventID } }

    /// After how many milliseconds a browser would come back.
    public var retry: Int? { state.withLock { $0.retry } }

    /// Waits for the next block; nil when the stream has ended as it should.
    ///
    /// - Throws: `ConnectionEnded` when the connection was cut, `UndocumentedFrame` for data that is no frame.
    public func block(within patience: TimeAmount = RawConnection.patience) async throws -> Block? {
        while true {
            if let block = state.withLock({ $0.takeBlock() }) {
                if let data = block.data { try FrameSchema.check(data, .fromServer) }
                return block
            }
            let chunk = try await connection.read(within: patience) { $0.readChunk() }
            guard !chunk.isEmpty else { return nil }
            state.withLock { $0.text += String(decoding: chunk, as: UTF8.self) }
        }
    }

    /// Waits for the next message, and gives its data; nil when the stream has ended as it should.
    public func message(within patience: TimeAmount = RawConnection.patience) async throws -> String? {
        while let block = try await block(within: patience) {
            if let data = block.data { return data }
        }
        return nil
    }

    /// The next message as JSON.
    public func json(within patience: TimeAmount = RawConnection.patience) async throws -> JSONValue? {
        try await message(within: patience).map { JSONValue($0) }
    }

    /// Waits until the position is told that another request would be told.
    public func reach(_ position: String, within patience: TimeAmount = RawConnection.patience) async throws {
        while lastEventID != position { guard try await block(within: patience) != nil else { return } }
    }
}

extension EventStreamClient.State {
    fileprivate mutating func takeBlock() -> EventStreamClient.Block? {
        guard let end = text.firstRange(of: "\n\n") else { return nil }
        var block = EventStreamClient.Block()
        for line in text[..<end.lowerBound].split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? String(parts[1]) : ""
            switch parts[0] {
            case "": block.hasComment = true
            case "data": block.data = value
            case "id": block.id = value
            case "retry": block.retry = Int(value)
            default: break
            }
        }
        text.removeSubrange(..<end.upperBound)
        if let id = block.id { lastEventID = id }
        if let retry = block.retry { self.retry = retry }
        return block
    }
}

extension TestServer {
    /// Opens an event stream in somebody's name; it is closed at the end of the test.
    public func events(
        of person: Person,
        query: String = "",
        lastEventID: String? = nil,
        receiveBuffer: Int? = nil
    ) async throws -> EventStreamClient {
        let connection = try await connect(receiveBuffer: receiveBuffer)
        let header = lastEventID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        try await connection.send(
            "GET /events\(query) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(person.token)\r\n\(header)\r\n"
        )
        let head = try await connection.reply(toHEAD: true)
        guard head.status == 200 else { throw Unexpected(head) }
        return EventStreamClient(connection: connection, head: head)
    }
}
