import Domain
import HTTPTypes
import HummingbirdCore
import NIOCore
import Realtime
import UseCases
import Wire

/// `/events`: everything of an account as it happens, for whoever can read a reply that does not end.
struct EventRoutes: Sendable {
    let messenger: Messenger
    let door: BearerDoor
    let streams: EventStream.Surroundings

    var all: [Route] {
        [Route(.get, "/events", listen)]
    }

    @Sendable private func listen(_ request: Request, _ context: APIContext) async throws -> Response {
        let parameters = QueryString.parameters(of: request.uri.query ?? "")
        let session = try await session(of: request, parameters)
        let since = try EventsQuery.parse(parameters, lastEventID: request.lastEventID).since
        let (channel, language, streams) = (context.channel, request.language, streams)
        let body = ResponseBody { writer in
            try await EventStream.show(
                session,
                from: since.map { .position($0) } ?? .nothing,
                in: language,
                surroundings: streams,
                on: channel
            )
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: Self.fields, body: body)
    }

    /// In which session the stream is asked for: a browser's `EventSource` can send no header, so a ticket does too.
    private func session(
        of request: Request,
        _ parameters: [(name: String, value: String)]
    ) async throws -> Session {
        guard request.headers[.authorization] == nil, let ticket = parameters.last(where: { $0.name == "ticket" })
        else { return try await door.session(of: request) }
        return try await messenger.redeemTicket(SocketTicket(ticket.value))
    }

    /// What keeps caches and proxies from holding events back.
    private static let fields: HTTPFields = {
        var fields: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-cache"]
        if let name = HTTPField.Name("X-Accel-Buffering") { fields[name] = "no" }
        return fields
    }()
}

extension Request {
    /// The last position that a client was told before it lost its stream; a browser sends it by itself.
    fileprivate var lastEventID: String? {
        HTTPField.Name("Last-Event-ID").flatMap { headers[$0] }
    }
}
