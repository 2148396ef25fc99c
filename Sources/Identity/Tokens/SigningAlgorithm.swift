import Crypto
import FoundationEssentials

/// How tokens are signed: HMAC (RFC 7518, section 3.2) with one of three hash functions.
public enum SigningAlgorithm: String, CaseIterable, Sendable {
    /// With SHA-256; the original server's choice, and ours.
    case hs256 = "HS256"
    /// With SHA-384.
    case hs384 = "HS384"
    /// With SHA-512.
    case hs512 = "HS512"

    /// The algorithm that a configuration names, as RFC 7518 spells it.
    public init(parsing name: String) throws(IdentityError) {
        guard let algorithm = Self(rawValue: name) else { throw .unknownAlgorithm(name) }
        self = algorithm
    }

    /// How many bytes a secret must have: as many as a signature (RFC 7518 demands it).
    var minimumSecretBytes: Int {
        switch self {
        case .hs256: SHA256.byteCount
        case .hs384: SHA384.byteCount
        case .hs512: SHA512.byteCount
        }
    }
}

/// Signs and checks bytes with one secret.
struct Signer: Sendable {
    /// How it signs.
    let algorithm: SigningAlgorithm
    private let key: SymmetricKey

    /// Takes the secret, which must be long enough for the algorithm.
    init(algorithm: SigningAlgorithm, secret: SigningSecret) throws(IdentityError) {
        guard secret.bytes.count >= algorithm.minimumSecretBytes else {
            throw .secretTooShort(bytes: secret.bytes.count, minimum: algorithm.minimumSecretBytes)
        }
        self.algorithm = algorithm
        key = SymmetricKey(data: secret.bytes)
    }

    /// The signature of `bytes`.
    func signature(of bytes: ArraySlice<UInt8>) -> [UInt8] {
        switch algorithm {
        case .hs256: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        case .hs384: Array(HMAC<SHA384>.authenticationCode(for: bytes, using: key))
        case .hs512: Array(HMAC<SHA512>.authenticationCode(for: bytes, using: key))
        }
    }

    /// Whether `signature` is that of `bytes`; takes the same time wherever they differ.
    func isValid(_ signature: [UInt8], of bytes: ArraySlice<UInt8>) -> Bool {
        switch algorithm {
        case .hs256: HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: bytes, using: key)
        case .hs384: HMAC<SHA384>.isValidAuthenticationCode(signature, authenticating: bytes, using: key)
        case .hs512: HMAC<SHA512>.isValidAuthenticationCode(signature, authenticating: bytes, using: key)
        }
    }
}
