public import Domain
import Glibc
public import UseCases

/// Hashes passwords with argon2id and checks argon2id and bcrypt hashes, on a few threads of its own.
///
/// Nobody waits on an event loop or on the cooperative pool meanwhile, and the threads give way to all others, so that
/// log-ins do not slow down requests. A password is hashed in full, however many bytes it has.
///
/// An account that does not exist costs one real argon2id check, against a hash made at the start: its time is that of
/// every account with a current hash. An account that still has a bcrypt hash of an older server takes some 230 ms
/// instead of 20, until its owner logs in for the first time: to hide that, everybody would have to wait as long.
public final class PasswordHasher: PasswordHashing {
    /// How much hashing may go on at once.
    public struct Limits: Hashable, Sendable {
        /// How many threads hash: one hash runs on one thread, and takes `Argon2Cost.memoryKiB` of memory.
        public let threads: Int
        /// How many callers may wait for a thread; the next one is turned away.
        public let waiting: Int

        /// At least one thread; nil leaves one core of the machine to everything else.
        public init(threads: Int? = nil, waiting: Int = 64) {
            self.threads = max(1, threads ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)) - 1)
            self.waiting = max(0, waiting)
        }
    }

    let pool: WorkerPool
    private let cost: Argon2Cost
    private let nobodys: PasswordHash

    /// Starts the threads and makes the hash that stands for accounts that do not exist (some 20 ms).
    public init(limits: Limits = Limits(), cost: Argon2Cost = .standard) throws(IdentityError) {
        try Argon2.prepare()
        guard let hash = Argon2.hash(String(UInt64.random(in: .min ... .max)), cost: cost) else {
            throw .cryptographyUnavailable("\(cost.memoryKiB) KiB of memory are not to be had")
        }
        nobodys = hash
        self.cost = cost
        pool = try WorkerPool(limits: limits)
    }

    deinit {
        pool.close()
    }

    /// Hashes a new password under a fresh salt.
    ///
    /// - Throws: `.overloaded` when too many are waiting already, or memory is short; `.unavailable` after `shutdown`
    ///   and to a caller that was cancelled while it waited.
    public func hash(_ password: Password) async throws(MessengerError) -> PasswordHash {
        let cost = cost
        return try await pool.run {
            guard let hash = Argon2.hash(password.rawValue, cost: cost) else {
                return .failure(.overloaded(retryAfter: .seconds(1)))
            }
            return .success(hash)
        }
    }

    /// Compares a password with what was kept of one.
    ///
    /// - Throws: `.overloaded` when too many are waiting already; `.unavailable` after `shutdown` and to a caller that
    ///   was cancelled while it waited.
    public func verify(
        _ password: Password,
        against hash: PasswordHash?
    ) async throws(MessengerError) -> PasswordVerdict {
        let (cost, nobodys) = (cost, nobodys)
        return try await pool.run {
            .success(Self.verdict(on: password.rawValue, hash: hash, cost: cost, nobodys: nobodys))
        }
    }

    /// Turns away whoever waits, lets running checks finish and ends the threads; may be called more than once.
    public func shutdown() async {
        await pool.shutdown()
    }

    private static func verdict(
        on password: String,
        hash: PasswordHash?,
        cost: Argon2Cost,
        nobodys: PasswordHash
    ) -> PasswordVerdict {
        let hash = hash ?? nobodys
        switch StoredHash(hash) {
        case .argon2id(let kept):
            guard Argon2.matches(password, hash), hash != nobodys else { return .mismatch }
            return kept == cost ? .match : .matchNeedsRehash
        case .bcrypt:
            return Bcrypt.matches(password, hash) ? .matchNeedsRehash : .mismatch
        case .unreadable:
            _ = Argon2.matches(password, nobodys)
            return .mismatch
        }
    }
}
