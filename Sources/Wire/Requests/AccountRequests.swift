public import Domain

/// The body of `POST /register`.
public struct RegisterRequest: BodyRequest {
    /// The address that the account will log in with.
    public let email: EmailAddress
    /// The name that other people will see.
    public let name: UserName
    /// The password.
    public let password: Password

    /// It holds a password.
    public static let carriesSecret = true

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let email = reader.email("email")
        let name = reader.text("name") { text throws(TextProblem) in try UserName(parsing: text) }
        let password = reader.password("password")
        guard let email, let name, let password else { return nil }
        return Self(email: email, name: name, password: password)
    }
}

/// The body of `POST /password`.
public struct ChangePasswordRequest: BodyRequest {
    /// The password so far.
    public let old: Password
    /// The password from now on.
    public let new: Password

    /// It holds two passwords.
    public static let carriesSecret = true

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let old = reader.password("old_password")
        let new = reader.password("new_password")
        guard let old, let new else { return nil }
        return Self(old: old, new: new)
    }
}

/// The body of `POST /login`.
public struct LoginRequest: BodyRequest {
    /// The address of the account.
    public let email: EmailAddress
    /// The password to compare.
    public let password: Password

    /// It holds a password.
    public static let carriesSecret = true

    /// The request that the fields make; nil when the reader noted a problem.
    public static func read(from reader: inout BodyReader) -> Self? {
        let email = reader.email("email")
        let password = reader.password("password")
        guard let email, let password else { return nil }
        return Self(email: email, password: password)
    }
}
