import Domain
import Identity
public import Logging
import UseCases

/// People and chats that were made for a measurement.
public struct Crowd: Sendable {
    /// An access token for each of the people.
    public var tokens: [String]
    /// The numbers of the chats.
    public var chats: [Int64]
}

extension ServerCommands {
    /// Makes `people` accounts and a group for each list of their places, past the network and without passwords that
    /// anybody knows.
    ///
    /// Only for a server on a database of its own that is thrown away afterwards: nobody is asked for leave.
    public static func makeCrowd(
        _ configuration: ServerConfiguration,
        people: Int,
        groups: [[Int]],
        logger: Logger
    ) async throws -> Crowd {
        let tokens = try TokenIssuer(
            secret: configuration.signingSecret(logger: logger),
            algorithm: SigningAlgorithm(parsing: configuration.jwt.algorithm),
            lifetime: configuration.jwt.lifetime
        )
        let store = try configuration.openStore(logger: logger)
        do {
            _ = try await store.migrate()
            let crowd = try await crowd(people, groups, in: store, tokens)
            await store.close()
            return crowd
        } catch {
            await store.close()
            throw error
        }
    }

    private static func crowd(
        _ people: Int,
        _ groups: [[Int]],
        in store: any Store,
        _ tokens: TokenIssuer
    ) async throws -> Crowd {
        let now = SystemClock().now()
        let users = try await manyAtOnce(people) { place in
            try await store.insert(
                NewUser(
                    email: try EmailAddress(parsing: "bench-\(place)@example.com"),
                    name: try UserName(parsing: "bench \(place)"),
                    passwordHash: PasswordHash("!"),
                    createdAt: now
                )
            )
        }
        let chats = try await manyAtOnce(groups.count) { place in
            let members = Set(groups[place].map { users[$0].id })
            guard let creator = members.min() else { throw MessengerError.unknownMember }
            let name = try ChatName(parsing: "bench \(place)")
            let group = NewChat.group(name: name, members: members, creator: creator)
            return try await store.insert(group, createdAt: now).chat.id.rawValue
        }
        return Crowd(tokens: try users.map { try tokens.issue(for: $0, now: now).rawValue }, chats: chats)
    }

    /// Makes many of a kind, some hundred at once: those that wait share a commit.
    private static func manyAtOnce<Value: Sendable>(
        _ count: Int,
        _ make: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for start in stride(from: 0, to: count, by: 256) {
            values += try await withThrowingTaskGroup(of: (Int, Value).self) { tasks in
                for place in start..<min(start + 256, count) {
                    tasks.addTask { (place, try await make(place)) }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
        return values
    }
}
