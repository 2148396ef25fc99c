import NIOCore
import Synchronization
import TestKit
import Wire

/// A device of somebody's that comes and goes: over the socket of all chats, over an event stream, or by asking now and
/// then.
final class Device: Sendable {
    /// How long a connection may be silent: longer than the server is.
    private static let patience = TimeAmount.seconds(60)

    let person: Person
    private let server: TestServer
    private let state: Mutex<State>

    private struct State {
        var model: DeviceModel
        var socket: SocketClient?
        var connection: RawConnection?
        var reader: Task<Void, Never>?
        /// Who waits for the answer to a message, by its name.
        var senders: [String: CheckedContinuation<Void, Never>] = [:]
        /// What somebody waits to see shown.
        var awaited: (shown: [Int64: DeviceModel.Shown], continuation: CheckedContinuation<Void, Never>)?
    }

    init(of person: Person, on server: TestServer) {
        self.person = person
        self.server = server
        state = Mutex(State(model: DeviceModel(of: person.id)))
    }

    var shown: [Int64: DeviceModel.Shown] { state.withLock { $0.model.shown } }
    var isConnected: Bool { state.withLock { $0.connection != nil } }
    private var position: String? { state.withLock { $0.model.position } }

    /// Opens the socket, and goes on where the device was.
    func openSocket() async throws {
        let socket = try await server.accountSocket(as: person)
        let hello = position.map { #"{"type":"hello","position":"\#($0)"}"# } ?? #"{"type":"hello"}"#
        try await socket.send(hello)
        state.withLock { $0.socket = socket }
        read(from: socket.connection) { device in
            let frame = try await socket.json(within: Self.patience)
            device.take { $0.take(frame) }
            if let name = frame["client_message_id"].text, frame["type"].text != "message" { device.answered(name) }
        }
    }

    /// Opens an event stream, and goes on where the device was.
    func openStream() async throws {
        let stream = try await server.events(of: person, lastEventID: position)
        read(from: stream.connection) { device in
            guard let block = try await stream.block(within: Self.patience) else { throw CancellationError() }
            device.take { model in
                if let data = block.data { model.take(JSONValue(data)) }
                if let id = block.id { model.reached(id) }
            }
        }
    }

    /// Asks what has happened, in so many replies at most.
    func ask(replies: Int, limit: Int) async throws {
        for _ in 0..<replies {
            guard let position else {
                let everything = try await person.get("/sync").json
                take { $0.begin(with: everything) }
                return
            }
            let reply = try await person.get("/sync?since=\(position)&limit=\(limit)").json
            take { model in
                for event in reply["events"].elements { model.take(event) }
                if let position = reply["position"].text { model.reached(position) }
            }
            if reply["more"] != .bool(true) { return }
        }
    }

    /// Says something over the socket, and waits for the answer; false without a socket.
    func say(_ text: String, in chat: Int64) async throws -> Bool {
        guard let socket = state.withLock({ $0.socket }) else { return false }
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.socket != nil { state.senders[text] = continuation }
                return state.socket != nil
            }
            guard isOpen else { return continuation.resume() }
            let frame = #"{"type":"message","chat_id":\#(chat),"text":"\#(text)","client_message_id":"\#(text)"}"#
            Task { if (try? await socket.send(frame)) == nil { self.answered(text) } }
        }
        return true
    }

    /// Loses the connection, whatever was on its way.
    func loseConnection() async {
        let (connection, reader) = state.withLock { state in
            defer { (state.connection, state.socket, state.reader) = (nil, nil, nil) }
            return (state.connection, state.reader)
        }
        await connection?.close()
        await reader?.value
    }

    /// Returns when the device shows this, or nothing has come for long.
    func show(_ shown: [Int64: DeviceModel.Shown]) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.model.shown != shown, state.reader != nil else { return true }
                state.awaited = (shown, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func read(from connection: RawConnection, _ step: @escaping @Sendable (Device) async throws -> Void) {
        let reader = Task {
            do {
                while true { try await step(self) }
            } catch {
                // Closed by the test, or silent for long.
            }
            self.ended()
        }
        state.withLock { ($0.connection, $0.reader) = (connection, reader) }
    }

    private func take(_ change: (inout DeviceModel) -> Void) {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state.model)
            guard let awaited = state.awaited, awaited.shown == state.model.shown else { return nil }
            state.awaited = nil
            return awaited.continuation
        }
        waiting?.resume()
    }

    private func answered(_ name: String) {
        state.withLock { $0.senders.removeValue(forKey: name) }?.resume()
    }

    private func ended() {
        let waiting = state.withLock { state in
            defer {
                (state.senders, state.awaited) = ([:], nil)
                (state.connection, state.socket, state.reader) = (nil, nil, nil)
            }
            return state.senders.values.map { $0 } + [state.awaited?.continuation].compactMap(\.self)
        }
        for continuation in waiting { continuation.resume() }
    }
}
