import Glibc

/// A thread of the operating system that runs one closure and ends.
enum WorkerThread {
    /// How much the hashing threads give way to others: at 10 a thread gets about a tenth of a contested core.
    ///
    /// Measured on two saturated cores with one hashing thread: 99 of 100 requests took up to 4.2 ms beside a thread
    /// of equal rank and 0.6 ms beside one of niceness 10, where 0.2 ms is what they take with no hashing at all.
    static let niceness: Int32 = 10

    /// Starts a thread that steps back behind the others of the process, runs `body` and ends.
    static func start(_ body: @escaping @Sendable () -> Void) throws(IdentityError) {
        let handle = Unmanaged.passRetained(Body(run: body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Body.main(argument)
                return nil
            },
            handle.toOpaque()
        )
        guard status == 0 else {
            handle.release()
            throw .cryptographyUnavailable("no thread can be started: \(String(cString: strerror(status)))")
        }
        pthread_detach(thread)
    }

    private final class Body: Sendable {
        private let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }

        static func main(_ argument: UnsafeMutableRawPointer) {
            let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
            // On Linux 0 is the calling thread alone. Where it is refused, the thread works on as it was born.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, WorkerThread.niceness)
            body.run()
        }
    }
}
