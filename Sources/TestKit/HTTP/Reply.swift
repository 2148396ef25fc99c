public import NIOHTTP1
public import Wire

/// A reply of the server.
public struct Reply: Sendable, CustomStringConvertible {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// The body, bytes as they came.
    public let body: [UInt8]

    /// The body as text.
    public var text: String {
        String(decoding: body, as: UTF8.self)
    }

    /// The body as JSON; nil when it is not.
    public var json: JSONValue? {
        try? JSONParser.parse(body)
    }

    /// `code` of an error's body.
    public var code: String? {
        json["code"].text
    }

    /// `detail` of an error's body, where it is one text.
    public var detail: String? {
        json["detail"].text
    }

    /// The first field of this name.
    public subscript(field: String) -> String? {
        headers.first(name: field)
    }

    /// Status and body.
    public var description: String {
        "\(status) \(text)"
    }
}
