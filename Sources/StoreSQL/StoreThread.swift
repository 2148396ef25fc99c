#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A thread of our own, for calls that wait for a database.
public enum StoreThread {
    /// Starts a detached thread that takes no signals, so that they interrupt nobody's poll.
    ///
    /// - Returns: false when the system has no thread to give.
    public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(body)).toOpaque()
        guard create(box) else {
            Unmanaged<Body>.fromOpaque(box).release()
            return false
        }
        return true
    }

    private static func create(_ box: UnsafeMutableRawPointer) -> Bool {
        #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, nil, entry, box)
        if status == 0, let thread { pthread_detach(thread) }
        #else
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, entry, box)
        if status == 0 { pthread_detach(thread) }
        #endif
        return status == 0
    }

    #if canImport(Darwin)
    private typealias Argument = UnsafeMutableRawPointer
    #else
    private typealias Argument = UnsafeMutableRawPointer?
    #endif

    // A closure written in the call itself crashes Swift 6.3's compiler.
    private static let entry: @convention(c) @Sendable (Argument) -> UnsafeMutableRawPointer? = { box in
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let address: UnsafeMutableRawPointer? = box
        if let address { Unmanaged<Body>.fromOpaque(address).takeRetainedValue().run() }
        return nil
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
