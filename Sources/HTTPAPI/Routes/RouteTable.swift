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
    let handler: Handler

    init(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.handler = handler
    }
}

/// All routes, and what is said where there is none.
struct RouteTable: Sendable {
    let routes: [Route]
    let responder: RouterResponder<APIContext>

    init(messenger: Messenger, feeds: AccountFeed.Surroundings, options: HTTPAPI.Options, logger: Logger) {
        let door = BearerDoor(messenger: messenger)
        let bodies = BodyReader(limit: options.bodyLimit)
        let routes =
            AccountRoutes(messenger: messenger, door: door, bodies: bodies).all
            + ChatRoutes(messenger: messenger, door: door, bodies: bodies).all
            + MessageRoutes(messenger: messenger, door: door, bodies: bodies).all
            + MemberRoutes(messenger: messenger, door: door, bodies: bodies).all
            + SyncRoutes(messenger: messenger, door: door, bodies: bodies, encoder: feeds.encoder).all
            + ServiceRoutes().all
            + (options.servesDocumentation ? DocumentationRoutes(version: options.version).all : [])
            + (options.servesWebClient ? WebClientRoutes(client: Self.client(options)).all : [])
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ErrorReplies(miss: { Self.miss($0, routes) }, logger: logger))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: route.handler)
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
