public import Domain

/// Makes and checks password hashes, off the event loops, a bounded number at a time.
public protocol PasswordHashing: Sendable {
    /// Hashes a new password with the current algorithm.
    ///
    /// - Throws: `.overloaded` when too many are waiting already.
    func hash(_ password: Password) async throws(MessengerError) -> PasswordHash

    /// Compares a password with what was kept; with nil it does the same work and answers `.mismatch`, so that the
    /// time taken does not tell whether an account exists.
    ///
    /// - Throws: `.overloaded` when too many are waiting already.
    func verify(_ password: Password, against hash: PasswordHash?) async throws(MessengerError) -> PasswordVerdict
}

/// What comparing a password with a hash shows.
public enum PasswordVerdict: Hashable, Sendable {
    /// The password is another.
    case mismatch
    /// The password is right, and its hash is as good as a new one.
    case match
    /// The password is right, and its hash should be replaced: an older algorithm, or lower costs.
    case matchNeedsRehash
}
