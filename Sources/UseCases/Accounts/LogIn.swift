public import Domain

extension Messenger {
    /// Exchanges an address and a password for an access token.
    ///
    /// An address without an account costs the same work as a wrong password. A hash made by an older algorithm is
    /// replaced on the way; should that fail, the log-in still succeeds and the next one tries again.
    ///
    /// - Throws: `.unknownEmail`, `.wrongPassword`, `.overloaded`, `.unavailable`.
    public func logIn(email: EmailAddress, password: Password) async throws(MessengerError) -> AccessToken {
        let credentials = try await users.credentials(for: email)
        let verdict = try await passwords.verify(password, against: credentials?.passwordHash)
        guard let credentials else { throw .unknownEmail }
        switch verdict {
        case .mismatch:
            throw .wrongPassword
        case .match:
            break
        case .matchNeedsRehash:
            try? await replaceHash(of: credentials, with: password)
        }
        return try await beginSession(of: credentials.user)
    }

    private func replaceHash(
        of credentials: Credentials,
        with password: Password
    ) async throws(MessengerError) {
        let renewed = try await passwords.hash(password)
        try await users.replaceHash(of: credentials.user.id, from: credentials.passwordHash, to: renewed)
    }
}
