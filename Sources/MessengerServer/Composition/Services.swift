import Identity
import NIOCore
import Realtime
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

/// Knows who is there while the server runs; lets go of that, the hashing threads and the database after everything that
/// uses them has stopped.
struct ClosingService: Service {
    let store: any Store
    let passwords: PasswordHasher
    let presence: PresenceBoard
    let loop: any EventLoop

    func run() async {
        presence.start(on: loop)
        // Ends when the server is asked to stop, in whatever way.
        try? await gracefulShutdown()
        // The sockets are closed by now, and the store is not.
        await presence.close()
        await passwords.shutdown()
        await store.close()
    }
}
