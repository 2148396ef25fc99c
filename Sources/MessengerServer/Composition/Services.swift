import Identity
import ServiceLifecycle
import UseCases

/// Commits messages while the server runs, and what still waits when it stops.
struct WriterService: Service {
    let writer: MessageWriter

    func run() async {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await writer.run()
            } onGracefulShutdown: {
                writer.finish()
            }
        } onCancel: {
            writer.finish()
        }
    }
}

/// Lets go of the database and the hashing threads, after everything that uses them has stopped.
struct ClosingService: Service {
    let store: any Store
    let passwords: PasswordHasher

    func run() async {
        // Ends when the server is asked to stop, in whatever way.
        try? await gracefulShutdown()
        await passwords.shutdown()
        await store.close()
    }
}
