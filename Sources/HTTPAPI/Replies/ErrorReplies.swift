import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import Wire

/// Turns whatever goes wrong on a route, or the lack of one, into a reply.
struct ErrorReplies: RouterMiddleware {
    /// What is said to a request that no route answers.
    let miss: @Sendable (Request) -> Refusal
    let logger: Logger

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            guard !request.isMisplacedHandshake else { throw Refusal.error(.notFound) }
            guard request.hasPlainPath else { throw HTTPError(.notFound) }
            return try await next(request, context)
        } catch {
            return try response(to: error, of: request)
        }
    }

    /// The reply that an error makes.
    ///
    /// - Throws: the error itself where the connection is beyond repair: its handler answers 400 and closes it.
    func response(to error: any Error, of request: Request) throws -> Response {
        guard !(error is HTTPParserError) else { throw error }
        return refusal(for: error, of: request).response(in: request.language)
    }

    private func refusal(for error: any Error, of request: Request) -> Refusal {
        switch error {
        case let refusal as Refusal:
            return refusal
        case let problem as RequestProblem:
            return Refusal(problem)
        case let error as MessengerError:
            return .error(ErrorReply(error))
        case let error as HTTPError where error.status == .notFound:
            return miss(request)
        case is NIOTooManyBytesError:
            return .error(.bodyTooLarge)
        default:
            logger.error("Unexpected error", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            return .error(ErrorReply(.internalFault))
        }
    }
}

extension Request {
    /// Whether the path has no empty segments: the router would pass over them, and clients must not rely on that.
    fileprivate var hasPlainPath: Bool {
        let path = uri.path
        return path == "/" || !path.hasSuffix("/") && !path.contains("//")
    }

    /// Whether this is a handshake where there are no sockets: no plain reply of that path is an answer to it.
    fileprivate var isMisplacedHandshake: Bool {
        headers[.upgrade]?.lowercased() == "websocket" && uri.path != "/ws" && !uri.path.hasPrefix("/ws/")
    }
}
