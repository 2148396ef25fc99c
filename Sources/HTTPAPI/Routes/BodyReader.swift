import HTTPTypes
import HummingbirdCore
import NIOCore
import Wire

/// Reads bodies of requests, within the limit.
struct BodyReader: Sendable {
    let limit: Int

    /// The body, parsed as `type`.
    ///
    /// - Throws: `RequestProblem`; a `Refusal` when the body is over the limit.
    func read<Body: BodyRequest>(_ type: Body.Type, of request: Request) async throws -> Body {
        let bytes = try await collect(request)
        return try Body.parse(contentType: request.headers[.contentType], body: bytes.readableBytesView)
    }

    func collect(_ request: Request) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
            throw Refusal.error(.bodyTooLarge)
        }
        return try await request.body.collect(upTo: limit)
    }
}
