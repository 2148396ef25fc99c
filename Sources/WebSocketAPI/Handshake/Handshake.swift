public import Wire

/// What a client's opening handshake says, as far as it matters to who may come in.
public struct Handshake: Sendable {
    /// The target of the request, with its query.
    public var uri: String
    /// The value of the `Authorization` field.
    public var authorization: String?
    /// The value of the `Origin` field: browsers name the page's, other clients send none.
    public var origin: String?
    /// The values of the `Sec-WebSocket-Extensions` fields.
    public var extensions: [String]
    /// The client's address as the server sees it, without its port.
    public var remoteAddress: String?
    /// The language that the client prefers.
    public var language: Language

    /// A handshake that asks for a target.
    public init(
        uri: String,
        authorization: String? = nil,
        origin: String? = nil,
        extensions: [String] = [],
        remoteAddress: String? = nil,
        language: Language = .russian
    ) {
        self.uri = uri
        self.authorization = authorization
        self.origin = origin
        self.extensions = extensions
        self.remoteAddress = remoteAddress
        self.language = language
    }
}
