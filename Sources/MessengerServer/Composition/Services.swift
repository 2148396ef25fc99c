import Identity
import ServiceLifecycle
import UseCases

/// Commits messages and cursors while the server runs, and what still waits when it stops.
struct WriterService: Service {
    let messages: MessageWriter
    let cursors: CursorWriter

    func run() async {
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                async let moves: Void = cursors.run()
                await messages.run()
                await moves
            } onGracefulShutdown: {
                finish()
            }
        } onCancel: {
            finish()
        }
    }

    private func finish() {
        messages.finish()
        cursors.finish()
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
