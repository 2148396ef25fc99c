import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Realtime
import UseCases
import WebClient
import Wire

/// One route: what is asked for, and what answers it.
struct Route: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    let method: HTTPRequest.Method
    /// The path with its parameters in braces, as in the OpenAPI document.
    let path: String
    /// What an `Idempotency-Key` means here.
    let repeats: Repeats
    let handler: Handler

    /// What becomes of a call that is made again.
    enum Repeats: Hashable, Sendable {
        /// It is made again: it changes nothing, or repeating it does no harm, or nobody is known to have made it before.
        case freely
        /// It is made once for each `Idempotency-Key` of its caller's.
        case onceByKey
    }

    /// A route; unless it says something else, one that changes something is made once by key.
    init(_ method: HTTPRequest.Method, _ path: String, repeats: Repeats? = nil, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.repeats = repeats ?? (method == .get ? .freely : .onceByKey)
        self.handler = handler
    }
}

/// All routes, and what is said where there is none.
struct RouteTable: Sendable {
    let routes: [Route]
    let responder: RouterResponder<APIContext>

    init(messenger: Messenger, streams: EventStream.Surroundings, options: HTTPAPI.Options, logger: Logger) {
        let door = BearerDoor(messenger: messenger)
        let bodies = BodyReader(limit: options.bodyLimit)
        let routes =
            AccountRoutes(messenger: messenger, door: door, bodies: bodies).all
            + ChatRoutes(messenger: messenger, door: door, bodies: bodies).all
            + SessionRoutes(messenger: messenger, door: door, bodies: bodies).all
            + UserRoutes(messenger: messenger, door: door).all
            + MessageRoutes(messenger: messenger, door: door, bodies: bodies).all
            + MemberRoutes(messenger: messenger, door: door, bodies: bodies).all
            + SyncRoutes(messenger: messenger, door: door, bodies: bodies, encoder: streams.feeds.encoder).all
            + EventRoutes(messenger: messenger, door: door, streams: streams).all
            + ServiceRoutes().all
            + (options.servesDocumentation ? DocumentationRoutes(version: options.version).all : [])
            + (options.servesWebClient ? WebClientRoutes(client: Self.client(options)).all : [])
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let errors = ErrorReplies(miss: { Self.miss($0, routes) }, logger: logger)
        router.add(middleware: errors)
        let once = OnceByKey(messenger: messenger, door: door, bodies: bodies, errors: errors)
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: once.handler(of: route))
        }
        self.routes = routes
        responder = router.buildResponder()
    }

    private static func client(_ options: HTTPAPI.Options) -> WebClient {
        options.servesDocumentation ? clientWithLinks : WebClient(linksToDocumentation: false)
    }

    /// Compressing the files takes a moment, and most servers send the same ones.
    private static let clientWithLinks = WebClient()

    /// What is said to a request that no route answers: a path that is read is not there; one that is written to has no
    /// such method, whether it is there or not (so the first server did, and clients may tell the two apart).
    private static func miss(_ request: Request, _ routes: [Route]) -> Refusal {
        let allowed = methods(at: request.uri.path, routes)
        guard allowed.isEmpty else {
            return .error(.methodNotAllowed, headers: [.allow: allowed.joined(separator: ", ")])
        }
        switch request.method {
        case .get, .head: return .error(.notFound)
        default: return .error(.methodNotAllowed)
        }
    }

    private static func methods(at path: String, _ routes: [Route]) -> [String] {
        let methods = routes.filter { $0.matches(path) }.map(\.method.rawValue)
        return methods.contains("GET") ? methods + ["HEAD"] : methods
    }
}

extension Route {
    /// Whether the path is one of this route's, whatever the method.
    fileprivate func matches(_ path: String) -> Bool {
        let mine = self.path.split(separator: "/", omittingEmptySubsequences: false)
        let theirs = path.split(separator: "/", omittingEmptySubsequences: false)
        return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
