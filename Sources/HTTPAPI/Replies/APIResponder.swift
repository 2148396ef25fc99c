import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Wire

/// Answers requests: has them routed, adds what every reply carries, and writes one line of log.
struct APIResponder: Sendable {
    private let table: RouteTable
    private let cors: CORSPolicy
    private let logger: Logger
    private let log: RequestLog
    private let date = DateField()

    init(table: RouteTable, cors: CORSPolicy, logger: Logger) {
        self.table = table
        self.cors = cors
        self.logger = logger
        log = RequestLog(logger: logger)
    }

    func respond(to request: Request, through writer: consuming ResponseWriter, on channel: any Channel) async throws {
        let start = ContinuousClock.now
        var response = try await reply(to: request, on: channel)
        response.headers[.date] = date.value
        response.headers[.server] = "messenger"
        if request.headers[.connection] == "close" { response.headers[.connection] = "close" }
        log.note(request, response.status, took: start.duration(to: .now))
        try await writer.write(response: response.head, body: response.body)
    }

    private func reply(to request: Request, on channel: any Channel) async throws -> Response {
        if let preflight = cors.preflight(request.head) { return preflight }
        var response = try await routed(request, on: channel)
        cors.decorate(&response.headers, for: request.head)
        return response
    }

    private func routed(_ request: Request, on channel: any Channel) async throws -> Response {
        try await table.responder.respond(
            to: request,
            context: APIContext(source: .init(channel: channel, logger: logger))
        )
    }
}

/// What Hummingbird's router wants to know of a request.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection that the request came on.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        coreContext = CoreRequestContextStorage(source: source)
    }
}

extension Request {
    /// The language that the client prefers.
    var language: Language {
        Language(acceptLanguage: headers[.acceptLanguage])
    }
}
