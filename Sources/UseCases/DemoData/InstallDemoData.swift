public import Domain

/// What came of installing the demo data.
public enum DemoDataOutcome: Hashable, Sendable {
    /// Everything was created.
    case installed
    /// Something of it is there already; nothing was changed.
    case alreadyThere
}

extension Messenger {
    /// Creates the people, chats and messages that the README's tour uses, unless they are there already.
    ///
    /// - Throws: `.overloaded`, `.unavailable`.
    public func installDemoData() async throws(MessengerError) -> DemoDataOutcome {
        let now = clock.now()
        var users: [NewUser] = []
        for person in DemoPerson.all {
            guard try await self.users.credentials(for: person.email) == nil else { return .alreadyThere }
            let passwordHash = try await passwords.hash(DemoPerson.password)
            users.append(
                NewUser(email: person.email, name: person.name, passwordHash: passwordHash, createdAt: now)
            )
        }
        let data = DemoData(users: users, chats: DemoChat.all(now: now))
        return try await demoData.insert(data) ? .installed : .alreadyThere
    }
}
