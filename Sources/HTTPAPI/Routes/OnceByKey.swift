import Crypto
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import UseCases
import Wire

/// Makes calls with an `Idempotency-Key` once: a repeated one gets the answer of the first, byte for byte.
///
/// It stands around every route that changes something, whose handler need not know of it.
struct OnceByKey: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let bodies: BodyReader
    let errors: ErrorReplies

    /// A route's handler with this around it, or the handler itself where there is nothing to make once.
    func handler(of route: Route) -> Route.Handler {
        switch route.repeats {
        case .freely: route.handler
        case .onceByKey: { request, context in try await answer(request, context, route.handler) }
        }
    }

    private func answer(
        _ request: Request,
        _ context: APIContext,
        _ handler: Route.Handler
    ) async throws -> Response {
        guard let field = request.headers[.idempotencyKey] else { return try await handler(request, context) }
        let user = try await door.user(of: request)
        let key = try IdempotencyKeyField.parse(field)
        let body = try await bodies.collect(request)
        let call = messenger.keyedCall(key, by: user.id, fingerprint: Self.fingerprint(of: request, body))
        if let kept = try await messenger.begin(call) { return .replay(kept) }
        do {
            let response = try await handler(Request(head: request.head, body: RequestBody(buffer: body)), context)
            return try await finish(call, response)
        } catch {
            return try await finish(call, errors.response(to: error, of: request))
        }
    }

    /// Keeps an answer that is final, and gives the key back otherwise.
    private func finish(_ call: KeyedCall, _ response: Response) async throws -> Response {
        guard response.status.isFinal else {
            await messenger.release(call)
            return response
        }
        let body = try await CollectedBody.bytes(of: response.body)
        await messenger.keep(
            KeptAnswer(
                status: response.status.code,
                contentType: response.headers[.contentType],
                body: String(buffer: body)
            ),
            of: call
        )
        return Response(status: response.status, headers: response.headers, body: ResponseBody(byteBuffer: body))
    }

    /// A digest of method, target and body: what makes one call the same as another.
    private static func fingerprint(of request: Request, _ body: ByteBuffer) -> String {
        var hash = SHA256()
        hash.update(data: Array("\(request.method.rawValue) \(request.uri.string)\n".utf8))
        hash.update(data: Array(body.readableBytesView))
        return Base16.encode(hash.finalize())
    }
}

extension HTTPResponse.Status {
    /// Whether the same call would be answered in the same way tomorrow, as far as it depends on the call: a success, or a
    /// refusal of what was asked, not of who asks (401), how often (429), or when (408, 5xx).
    fileprivate var isFinal: Bool {
        switch code {
        case 401, 408, 413, 429: false
        default: code < 500
        }
    }
}

extension Response {
    /// An answer that was given before.
    fileprivate static func replay(_ answer: KeptAnswer) -> Response {
        var headers: HTTPFields = [.idempotentReplay: "true"]
        headers[.contentType] = answer.contentType
        let body = answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
        return Response(status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = named(IdempotencyKeyField.name)
    static let idempotentReplay = named("Idempotent-Replay")

    private static func named(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is no name of a field") }
        return name
    }
}

/// Takes the body of a reply instead of a connection.
private final class CollectedBody: ResponseBodyWriter {
    private var bytes = ByteBuffer()

    static func bytes(of body: ResponseBody) async throws -> ByteBuffer {
        let collected = CollectedBody()
        try await body.write(collected)
        return collected.bytes
    }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
