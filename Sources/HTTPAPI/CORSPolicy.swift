import HTTPTypes
import HummingbirdCore
import NIOCore

/// Which web pages may read the replies (the Fetch standard's CORS protocol).
///
/// Pages of any origin may by default, without credentials: the API knows callers by the `Authorization` header alone,
/// and no cookie. Origins named one by one are answered by name, with credentials allowed.
public struct CORSPolicy: Sendable {
    private let origins: Set<String>
    private let allowsAny: Bool

    /// A policy that allows the given origins, such as `https://app.example.com`; `*` stands for all.
    public init(origins: [String]) {
        allowsAny = origins.contains("*")
        self.origins = Set(origins)
    }

    /// Adds what lets the page that made `request` read the reply; nothing without an `Origin`.
    func decorate(_ fields: inout HTTPFields, for request: HTTPRequest) {
        guard let origin = request.headerFields[.origin] else { return }
        if origins.contains(origin) {
            fields[.accessControlAllowOrigin] = origin
            fields[.accessControlAllowCredentials] = "true"
            fields[.vary] = "Origin"
        } else if allowsAny {
            fields[.accessControlAllowOrigin] = "*"
        } else {
            fields[.vary] = "Origin"
        }
    }

    /// The reply to a preflight request; nil when `request` is not one.
    func preflight(_ request: HTTPRequest) -> Response? {
        guard request.method == .options, request.headerFields[.origin] != nil,
            let method = request.headerFields[.accessControlRequestMethod]
        else { return nil }
        var fields: HTTPFields = [
            .accessControlAllowMethods: Self.methods.joined(separator: ", "), .accessControlMaxAge: "600",
            .contentType: "text/plain; charset=utf-8",
        ]
        if let names = request.headerFields[.accessControlRequestHeaders] {
            fields[.accessControlAllowHeaders] = names
        }
        decorate(&fields, for: request)
        guard Self.methods.contains(method) else {
            return Response(status: .badRequest, headers: fields, body: .text("Disallowed CORS method"))
        }
        return Response(status: .ok, headers: fields, body: .text("OK"))
    }

    private static let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
}

extension ResponseBody {
    /// A body of text.
    static func text(_ text: String) -> ResponseBody {
        ResponseBody(byteBuffer: ByteBuffer(string: text))
    }
}
