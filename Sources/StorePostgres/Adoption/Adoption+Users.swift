import Domain
import StoreSQL

extension PostgresSession {
    /// How many accounts are converted at a time.
    private static let slice = 5000

    /// Copies the accounts.
    ///
    /// The original took `Anna@example.com` and `anna@example.com` for two accounts. Both stay: the one with the smaller
    /// id is found by any spelling, each other one by its own spelling alone.
    func adoptUsers() throws -> [String] {
        var remarks: [String] = []
        var taken: Set<[UInt8]> = []
        var last = Int64.min
        while true {
            let users = try rows(Self.users, [.int8(last), .int8(Int64(Self.slice))]) { try OriginalUser($0) }
            guard let end = users.last?.id else { return remarks }
            let adopted = users.map { AdoptedUser($0, taken: &taken) }
            remarks += adopted.flatMap(\.remarks)
            try insert(adopted)
            last = end
        }
    }

    private func insert(_ users: [AdoptedUser]) throws {
        try execute(
            Self.insert,
            [
                .int8Array(users.map(\.id)), .textArray(users.map(\.email)), .textArray(users.map(\.emailKey)),
                .textArray(users.map(\.name)), .textArray(users.map(\.passwordHash)),
            ]
        )
    }

    private static let users = PostgresStatement(
        """
        SELECT id::int8, name::text, email::text, password::text FROM original_server.users \
        WHERE id > $1 ORDER BY id LIMIT $2
        """
    )

    /// The original did not keep when an account was made.
    private static let insert = PostgresStatement(
        """
        INSERT INTO users (id, email, email_key, name, password_hash, created_at) \
        SELECT t.*, 0 FROM unnest($1, $2, $3, $4, $5) AS t
        """
    )
}

/// An account as the original kept it; its columns could be NULL.
private struct OriginalUser {
    let id: Int64
    let name: String?
    let email: String?
    let password: String?

    init(_ row: borrowing PostgresRow) throws {
        id = try row.int64(Int32(0))
        name = try row.optionalText(Int32(1))
        email = try row.optionalText(Int32(2))
        password = try row.optionalText(Int32(3))
    }
}

/// An account as it is kept here, and what had to be repaired.
private struct AdoptedUser {
    let id: Int64
    let email: String
    let emailKey: String
    let name: String
    let passwordHash: String
    private(set) var remarks: [String] = []

    init(_ user: OriginalUser, taken: inout Set<[UInt8]>) {
        id = user.id
        email = user.email ?? "user-\(user.id)@adopted.invalid"
        name = user.name ?? "user \(user.id)"
        // A text that is no hash: no password fits it.
        passwordHash = user.password ?? "!"
        // As the original's client typed it, so this server's reading of it decides.
        let address = (try? EmailAddress(parsing: email)) ?? EmailAddress(stored: email)
        let isFirst = taken.insert(Array(address.key.utf8)).inserted
        var key = isFirst ? address.key : address.exactKey
        while !isFirst, !taken.insert(Array(key.utf8)).inserted { key = "=" + key }
        emailKey = key
        if user.email == nil { remarks.append("User \(id) had no e-mail address, and is now \(email).") }
        if user.name == nil { remarks.append("User \(id) had no name, and is now called \"\(name)\".") }
        if user.password == nil { remarks.append("User \(id) has no password, and cannot log in.") }
        if !isFirst {
            remarks.append(
                "User \(id), \(email), differs from an older account in the case of letters only: "
                    + "it logs in with exactly this spelling."
            )
        }
    }
}
