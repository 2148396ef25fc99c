public import Domain

/// Somebody who was found.
public struct FoundUser: Hashable, Sendable {
    /// The account.
    public let user: User
    /// Whether the whole address was typed: only then may it be shown.
    public let isByEmail: Bool

    /// Puts together what was found.
    public init(user: User, isByEmail: Bool) {
        self.user = user
        self.isByEmail = isByEmail
    }
}

extension Messenger {
    /// How many people a search finds at most.
    public static let searchResults = 20

    /// The people whose name begins with a text, in the order of their names, after the one whose address it is.
    ///
    /// - Throws: `.tooManyRequests`, `.overloaded`, `.unavailable`.
    public func searchUsers(_ text: SearchText, by searcher: ID<User>) async throws(MessengerError) -> [FoundUser] {
        if let pause = searches.pause(of: searcher, now: clock.now()) {
            throw .tooManyRequests(retryAfter: pause)
        }
        var found: [FoundUser] = []
        if let email = text.email, let owner = try await users.credentials(for: email)?.user {
            found.append(FoundUser(user: owner, isByEmail: true))
        }
        guard let key = text.key else { return found }
        for user in try await users.users(named: key, limit: Self.searchResults)
        where user.id != found.first?.user.id && found.count < Self.searchResults {
            found.append(FoundUser(user: user, isByEmail: false))
        }
        return found
    }
}
