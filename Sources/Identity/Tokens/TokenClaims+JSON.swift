import Domain
import UseCases

extension TokenClaims {
    /// Judges the members of a payload whose signature is right.
    ///
    /// - Throws: `.invalidToken` when one of them is of a wrong kind, or `now` is not within the token's time;
    ///   `.incompleteToken` when all is well but `sub` or `user_id` is missing.
    init(members: [String: JSONValue], session: SessionID, now: Timestamp) throws(MessengerError) {
        guard let expiresAt = try Self.moment(members["exp"]), now < expiresAt, members["aud"] == nil else {
            throw .invalidToken
        }
        if let notBefore = try Self.moment(members["nbf"]), now < notBefore { throw .invalidToken }
        _ = try Self.moment(members["iat"])
        _ = try Self.text(members["jti"])
        let (email, user) = (try Self.text(members["sub"]), try Self.identifier(members["user_id"]))
        guard let email, let user else { throw .incompleteToken }
        self.init(user: ID(user), email: EmailAddress(stored: email), expiresAt: expiresAt, session: session)
    }

    /// A string; nil when there is no such member.
    private static func text(_ value: JSONValue?) throws(MessengerError) -> String? {
        switch value {
        case nil: nil
        case .string(let text): text
        case .number, .null, .other: throw .invalidToken
        }
    }

    /// A whole number, written as one; nil when there is no such member, or it is null.
    private static func identifier(_ value: JSONValue?) throws(MessengerError) -> Int64? {
        switch value {
        case nil, .null:
            return nil
        case .number(let text):
            guard let number = Int64(text) else { throw .invalidToken }
            return number
        case .string, .other:
            throw .invalidToken
        }
    }

    /// A `NumericDate` (RFC 7519): seconds since the epoch, with or without a fraction; nil when there is none.
    private static func moment(_ value: JSONValue?) throws(MessengerError) -> Timestamp? {
        switch value {
        case nil: nil
        case .number(let text): Timestamp(numericDate: text)
        case .string, .null, .other: throw .invalidToken
        }
    }
}

extension Timestamp {
    /// The seconds of the years 1 to 9999: what lies outside is brought back to the nearer end.
    private static let seconds = -62_135_596_800.0...253_402_300_799.0

    /// The moment that a JSON number of seconds stands for, cut to microseconds.
    init?(numericDate text: String) {
        guard let seconds = Double(text) else { return nil }
        let near = min(max(seconds, Self.seconds.lowerBound), Self.seconds.upperBound)
        self.init(microseconds: Int64(near * 1_000_000))
    }
}
