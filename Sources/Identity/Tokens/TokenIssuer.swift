import Crypto
public import Domain
import Foundation
public import UseCases

/// Signs access tokens (JWT, RFC 7519) and reads them back, in a few microseconds and without waiting for anything.
///
/// Its tokens are those of the original server, byte for byte: a client or a tool that looks into one finds the same
/// header and the same claims in the same order. It accepts what any other holder of the secret signed, too.
public struct TokenIssuer: TokenIssuing {
    /// How long a token is good: 3600 minutes, the original server's setting.
    public static let defaultLifetime = Duration.seconds(3600 * 60)

    private let signer: Signer
    private let lifetime: Duration
    private let header: String
    /// What signs tickets.
    let ticketKey: SymmetricKey

    /// Takes the secret; `lifetime` counts in whole seconds, from one to ten years.
    public init(
        secret: SigningSecret,
        algorithm: SigningAlgorithm = .hs256,
        lifetime: Duration = defaultLifetime
    ) throws(IdentityError) {
        guard (.seconds(1) ... .seconds(10 * 366 * 86_400)).contains(lifetime) else {
            throw .unusableLifetime(lifetime)
        }
        self.lifetime = lifetime
        signer = try Signer(algorithm: algorithm, secret: secret)
        ticketKey = SymmetricKey(
            data: HMAC<SHA256>.authenticationCode(
                for: Array("messenger: tickets".utf8),
                using: SymmetricKey(data: secret.bytes)
            )
        )
        header = Base64URL.encode(#"{"alg":"\#(algorithm.rawValue)","typ":"JWT"}"#.utf8)
    }

    /// A token for `user` that is good from `now` for the lifetime, cut to a whole second, or until the first whole second
    /// after `floor` where that is later.
    public func issue(
        for user: User,
        now: Timestamp,
        expiringAfter floor: Timestamp?
    ) throws(MessengerError) -> AccessToken {
        let expiry = max((now + lifetime).secondsSinceEpoch, floor.map { $0.secondsSinceEpoch + 1 } ?? 0)
        let claims = #"{"sub":"\#(Self.escaped(user.email.rawValue))","user_id":\#(user.id),"exp":\#(expiry)}"#
        let signed = "\(header).\(Base64URL.encode(claims.utf8))"
        return AccessToken("\(signed).\(Base64URL.encode(signer.signature(of: Array(signed.utf8)[...])))")
    }

    /// What a token says; nothing of its payload is looked at before its signature is found right.
    ///
    /// - Throws: `.invalidToken`, `.incompleteToken`, as the port says.
    public func read(_ token: AccessToken, now: Timestamp) throws(MessengerError) -> TokenClaims {
        guard let parts = CompactToken(token.rawValue), isAcceptable(header: parts.header),
            let signature = Base64URL.decode(parts.signature), signer.isValid(signature, of: parts.signed),
            let payload = Base64URL.decode(parts.payload), let members = JSONObject.members(of: payload)
        else { throw .invalidToken }
        return try TokenClaims(members: members, session: SessionID(token), now: now)
    }

    /// Whether a header names our algorithm and makes no demand (`crit`) that we would have to know.
    private func isAcceptable(header: ArraySlice<UInt8>) -> Bool {
        if header.elementsEqual(self.header.utf8) { return true }
        guard let bytes = Base64URL.decode(header), let members = JSONObject.members(of: bytes) else { return false }
        return members["alg"] == .string(signer.algorithm.rawValue) && members["crit"] == nil
    }
}

extension SessionID {
    /// The session of a token: the SHA-256 of its text.
    fileprivate init(_ token: AccessToken) {
        let digits = Array("0123456789abcdef".utf8)
        var name: [UInt8] = []
        name.reserveCapacity(2 * SHA256.byteCount)
        for byte in SHA256.hash(data: Array(token.rawValue.utf8)) {
            name.append(digits[Int(byte >> 4)])
            name.append(digits[Int(byte & 15)])
        }
        self.init(String(decoding: name, as: UTF8.self))
    }
}

extension TokenIssuer {
    /// The text as it stands between the quotes of a JSON string, in raw UTF-8.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                escaped.append("\\")
                escaped.append(scalar)
            case "\0"..<" ":
                let code = String(scalar.value, radix: 16)
                escaped.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - code.count))\(code)".unicodeScalars)
            default:
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
