public import Domain

extension Messenger {
    /// Makes an account.
    ///
    /// - Throws: `.emailTaken`, `.overloaded`, `.unavailable`.
    public func registerUser(
        email: EmailAddress,
        name: UserName,
        password: Password
    ) async throws(MessengerError) -> User {
        guard try await users.credentials(for: email) == nil else { throw .emailTaken }
        let passwordHash = try await passwords.hash(password)
        return try await users.insert(
            NewUser(email: email, name: name, passwordHash: passwordHash, createdAt: clock.now())
        )
    }
}
