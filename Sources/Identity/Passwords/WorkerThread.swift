import Glibc

/// A thread of the operating system that runs one closure and ends.
enum WorkerThread {
    /// How much a thread gives way to the others.
    enum Rank {
        /// It gets a core when nobody else wants it (`SCHED_IDLE`), and stops for whoever comes.
        case spare
        /// It gets about a tenth of a contested core (`niceness`), so it always gets on.
        case steady
    }

    /// The niceness of steady threads, and of spare ones where the system has no such class.
    static let niceness: Int32 = 10

    /// `SCHED_IDLE` of Linux, a macro that Swift does not see.
    static let idlePolicy: Int32 = 5

    /// Starts a thread that steps back behind the others of the process, runs `body` and ends.
    static func start(_ rank: Rank, _ body: @escaping @Sendable () -> Void) throws(IdentityError) {
        let handle = Unmanaged.passRetained(Body(rank: rank, run: body))
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

    /// Gives the calling thread a rank.
    ///
    /// To Linux 0 is the calling thread alone. Where it is refused, the thread works on as it was born.
    private static func take(_ rank: Rank) {
        var parameters = sched_param()
        if case .spare = rank, sched_setscheduler(0, idlePolicy, &parameters) == 0 { return }
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    }

    private final class Body: Sendable {
        private let rank: Rank
        private let run: @Sendable () -> Void

        init(rank: Rank, run: @escaping @Sendable () -> Void) {
            self.rank = rank
            self.run = run
        }

        static func main(_ argument: UnsafeMutableRawPointer) {
            let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
            WorkerThread.take(body.rank)
            body.run()
        }
    }
}
