public import Wire

/// What a client's opening handshake says, as far as it matters to who may come in.
public struct Handshake: Sendable {
    /// The target of the request, with its query.
    public var uri: String
    /// The value of the `Authorization` field.
    public var authorization: String?
    /// The value of the `Origin` field: browsers name the page's, other clients send none.
    public var origin: String?
    /// The value of the `Host` field.
    public var host: String?
    /// The values of the `Sec-WebSocket-Extensions` fields.
    public var extensions: [String]
    /// The address at the other end of the connection, without its port.
    public var remoteAddress: String?
    /// The values of the `X-Forwarded-For` fields, which anybody may have written.
    public var forwardedFor: [String]
    /// The language that the client prefers.
    public var language: Language

    /// A handshake that asks for a target.
    public init(
        uri: String,
        authorization: String? = nil,
        origin: String? = nil,
        host: String? = nil,
        extensions: [String] = [],
        remoteAddress: String? = nil,
        forwardedFor: [String] = [],
        language: Language = .russian
    ) {
        self.uri = uri
        self.authorization = authorization
        self.origin = origin
        self.host = host
        self.extensions = extensions
        self.remoteAddress = remoteAddress
        self.forwardedFor = forwardedFor
        self.language = language
    }
}
