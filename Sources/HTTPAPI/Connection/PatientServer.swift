import HummingbirdCore
import ServiceLifecycle

/// A server that has stopped only when all its connections have ended, those that have left HTTP too.
///
/// Hummingbird's own waits for requests alone: the process would end while sockets are still being told of it. How long
/// this takes is bounded by the connections, each of which gives its client a moment to say goodbye, and by the grace
/// after which the server is cancelled.
struct PatientServer: Service {
    let server: Server<HTTPConnection>

    func run() async throws {
        try await server.run()
        let (ending, ended) = AsyncStream<Void>.makeStream()
        // Owned by this call, which waits for it unless it is cancelled; it ends with the last connection.
        Task {
            try? await server.shutdownGracefully()
            ended.finish()
        }
        for await _ in ending {}
    }
}
