/// Why the server cannot start with the secrets and settings it was given.
public enum IdentityError: Error, Hashable, Sendable {
    /// The cryptographic library, or a thread to run it on, is not to be had.
    case cryptographyUnavailable(String)
    /// The secret has `bytes` bytes and needs `minimum` for what signs with it.
    case secretTooShort(bytes: Int, minimum: Int)
    /// The secret is one that anybody can read in a public repository.
    case publishedSecret
    /// The file at `path` cannot be made or read, or holds no usable secret.
    case secretFile(path: String, reason: String)
    /// The algorithm is none that this server signs with.
    case unknownAlgorithm(String)
    /// A token would be good for no whole second, or for more than ten years.
    case unusableLifetime(Duration)
}

extension IdentityError: CustomStringConvertible {
    /// What is wrong and what to do about it, for an operator; never the secret.
    public var description: String {
        switch self {
        case .cryptographyUnavailable(let reason):
            "Passwords cannot be hashed: \(reason)."
        case .secretTooShort(let bytes, let minimum):
            "The signing secret has \(bytes) bytes and needs at least \(minimum). \(Self.remedy)"
        case .publishedSecret:
            "The signing secret is the sample of a public repository: anybody could sign in as anybody. \(Self.remedy)"
        case .secretFile(let path, let reason):
            "The signing secret in \(path) cannot be used: \(reason). Mend the file, delete it so that the server "
                + "makes a new one (which logs everybody out), or set JWT_SECRET_KEY."
        case .unknownAlgorithm(let name):
            "JWT_ALGORITHM is \"\(name)\", and this server signs with HS256, HS384 or HS512."
        case .unusableLifetime(let lifetime):
            "JWT_EXPIRATION_TIME makes tokens good for \(lifetime); choose one second to ten years."
        }
    }

    private static let remedy =
        "Set JWT_SECRET_KEY to the output of `openssl rand -base64 48`, or leave it unset: the server then makes a "
        + "secret and keeps it in its data directory."
}
