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
        let (channel, streams) = (context.channel, streams)
        let order = EventStream.Order(
            session: session,
            beginning: since.map { .position($0) } ?? .nothing,
            language: request.language,
            seats: try seats(of: session.user.id, request, on: channel)
        )
        let body = ResponseBody { writer in
            try await EventStream.show(order, surroundings: streams, on: channel)
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

    /// Counts a stream as one of the user's and of the client's address.
    ///
    /// - Throws: a `Refusal` when it is one too many for either.
    private func seats(
        of user: ID<User>,
        _ request: Request,
        on channel: any Channel
    ) throws(Refusal) -> [ListenerCensus.Seat] {
        let census = streams.census
        let address = census.address(of: channel.remoteAddress?.ipAddress, forwardedFor: request.forwardedFor)
        let holders = [.user(user), address].compactMap { $0 }
        let seats = holders.compactMap(census.seat)
        guard seats.count == holders.count else { throw .error(.tooManySockets) }
        return seats
    }

    /// What keeps caches and proxies from holding events back.
    private static let fields: HTTPFields = {
        var fields: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-cache"]
        if let name = HTTPField.Name("X-Accel-Buffering") { fields[name] = "no" }
        return fields
    }()
}

extension Request {
    fileprivate var forwardedFor: [String] {
        HTTPField.Name("X-Forwarded-For").map { headers[values: $0] } ?? []
    }

    /// The last position that a client was told before it lost its stream; a browser sends it by itself.
    fileprivate var lastEventID: String? {
        HTTPField.Name("Last-Event-ID").flatMap { headers[$0] }
    }
}
