import Synchronization

/// The connections that a test has opened: left open, each would be waited for when the server stops.
final class OpenConnections: Sendable {
    private let connections = Mutex<[RawConnection]>([])

    func add(_ connection: RawConnection) {
        connections.withLock { $0.append(connection) }
    }

    func closeAll() async {
        let open = connections.withLock { connections in
            defer { connections = [] }
            return connections
        }
        for connection in open { await connection.close() }
    }
}
