import HistoryCheck
import NIOCore
import Testing
import Wire

@testable import TestKit

/// What a device has of its account.
struct DevicePlaces: Sendable {
    /// The last place that has come, by chat.
    var now: [Int64: Int64] = [:]
    /// The last position that the server gave, and the places that it stood for.
    var token: (text: String, places: [Int64: Int64])?

    /// Ways to say what the device has.
    enum Form: CaseIterable, Sendable {
        case nothing, token, cursors
    }

    /// The frame that says so, and the places after which everything is to come; nil for all that there is.
    func hello(_ form: Form) -> (frame: String, places: [Int64: Int64]?) {
        switch form {
        case .token:
            if let token { return (#"{"type":"hello","position":"\#(token.text)"}"#, token.places) }
        case .cursors where !now.isEmpty:
            let cursors = now.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
            return (#"{"type":"hello","cursors":{\#(cursors)}}"#, now)
        case .nothing, .cursors: break
        }
        return (#"{"type":"hello"}"#, nil)
    }
}

/// A socket of all chats of an account that writes down what comes.
struct AccountSocket: Sendable {
    let stage: Stage
    let account: Account
    let number: Int
    let client: SocketClient
    private(set) var has: DevicePlaces
    /// Whether the server has said that the device has everything.
    private(set) var isSynced = false

    /// Opens a socket and says what the device has; nil when the server cannot be reached or has no time.
    static func open(
        as account: Account,
        having has: DevicePlaces,
        saying form: DevicePlaces.Form,
        on stage: Stage
    ) async -> AccountSocket? {
        let number = stage.recorder.number()
        let hello = has.hello(form)
        let from = hello.places?.map { ChatPlace(chat: $0.key, seq: $0.value) }.sorted { $0.chat < $1.chat }
        stage.recorder.note(.opening(connection: number, user: account.id, scope: .account, from: from))
        do {
            let connection = try await RawConnection.open(port: stage.network.port)
            let result = await Result {
                let authorization = ["Authorization": Optional("Bearer \(account.token)")]
                try await connection.send(TestServer.handshake("/ws", changing: authorization))
                let reply = try await connection.reply(within: .seconds(10))
                guard reply.status == 101 else { throw NeverCame(description: "a socket is refused: \(reply)") }
                let client = SocketClient(connection: connection)
                try await client.send(hello.frame)
                return client
            }
            if case .failure = result { await connection.close() }
            var socket = AccountSocket(
                stage: stage,
                account: account,
                number: number,
                client: try result.get(),
                has: has
            )
            socket.has.now = hello.places ?? [:]
            if from != nil { stage.recorder.note(.opened(connection: number, at: nil)) }
            return socket
        } catch {
            stage.recorder.note(.closed(connection: number, isSettled: false, why: "\(error)"))
            return nil
        }
    }

    private init(stage: Stage, account: Account, number: Int, client: SocketClient, has: DevicePlaces) {
        self.stage = stage
        self.account = account
        self.number = number
        self.client = client
        self.has = has
    }

    /// Whether everything has come that the chats hold in the end, or had time to.
    var isOver: Bool {
        stage.chats(of: account).allSatisfy { stage.isOver($0.id, at: has.now[$0.id] ?? 0) }
    }

    /// Waits for the next frame, and writes it down; nil when none came in time.
    ///
    /// - Throws: when the connection has ended.
    mutating func next(within time: Duration) async throws -> JSONValue? {
        do {
            guard let json = try await client.json(within: .nanoseconds(Int64(time / .nanoseconds(1)))) else {
                return nil
            }
            note(json)
            return json
        } catch is TookTooLong {
            return nil
        }
    }

    private mutating func note(_ json: JSONValue) {
        if let change = SeenChange(accountFrame: json) {
            stage.recorder.note(.saw(connection: number, change: change))
            has.now[change.chat] = max(has.now[change.chat] ?? 0, change.seq)
            return
        }
        switch json["type"].text {
        case "state":
            for chat in json["chats"].elements {
                if let id = chat["id"].number { has.now[id] = chat["last_seq"].number }
            }
            let places = has.now.map { ChatPlace(chat: $0.key, seq: $0.value) }.sorted { $0.chat < $1.chat }
            stage.recorder.note(.opened(connection: number, at: places))
            take(json["position"].text)
            isSynced = true
        case "synced":
            stage.recorder.note(.synced(connection: number))
            take(json["position"].text)
            isSynced = true
        case "position": take(json["position"].text)
        case "reset": Issue.record("a position of this server is reset: \(json)")
        default: break
        }
    }

    private mutating func take(_ token: String?) {
        if let token { has.token = (token, has.now) }
    }

    /// Ends the connection when all is over; what comes too late or once more is written down first.
    mutating func settle() async throws {
        while try await next(within: .milliseconds(100)) != nil {}
        await close(isSettled: true, why: "all is over")
    }

    /// Ends the connection, and writes down why.
    func close(isSettled: Bool, why: String) async {
        stage.recorder.note(.closed(connection: number, isSettled: isSettled, why: why))
        await client.connection.close()
    }
}
