import HTTPTypes
import Hummingbird
import HummingbirdCore
import WebClient
import Wire

/// The web client: its page at `/`, and the files that it is made of.
struct WebClientRoutes: Sendable {
    let client: WebClient

    var all: [Route] {
        [
            page("/"),
            page("/index.html"),
            Route(.get, "/manifest.webmanifest") { request, _ in
                .file(client.manifest, for: request, fields: [.cacheControl: "no-cache"])
            },
            Route(.get, "/sw.js") { request, _ in
                .file(
                    client.serviceWorker,
                    for: request,
                    fields: [.contentSecurityPolicy: WebPolicy.worker, .cacheControl: "no-cache"]
                )
            },
            Route(.get, "/app/{version}/{folder}/{name}", file),
        ]
    }

    private func page(_ path: String) -> Route {
        Route(.get, path) { request, _ in
            .file(
                client.page,
                for: request,
                fields: [.contentSecurityPolicy: WebPolicy.page, .cacheControl: "no-cache"]
            )
        }
    }

    /// A file of this very version: one of another must not be mixed with these.
    @Sendable private func file(_ request: Request, _ context: APIContext) async throws -> Response {
        let path = [context.parameters.get("folder"), context.parameters.get("name")].compactMap(\.self)
        guard context.parameters.get("version") == client.version,
            let file = client.file(path.joined(separator: "/"))
        else { throw Refusal.error(.notFound) }
        var fields: HTTPFields = [.cacheControl: "public, max-age=31536000, immutable"]
        if file.isScript { fields[.contentSecurityPolicy] = WebPolicy.worker }
        return .file(file, for: request, fields: fields)
    }
}

extension Response {
    /// A file in the coding that the client takes.
    fileprivate static func file(_ file: WebFile, for request: Request, fields: HTTPFields) -> Response {
        let gzipped = request.takesGzip ? file.gzipped : nil
        let body = gzipped ?? file.plain
        var fields = fields
        fields[.contentType] = file.contentType
        fields[.xContentTypeOptions] = "nosniff"
        if file.gzipped != nil { fields[.vary] = "Accept-Encoding" }
        if gzipped != nil { fields[.contentEncoding] = "gzip" }
        return .cached(body.bytes, etag: body.etag, for: request, fields: fields)
    }
}

extension Request {
    /// Whether `Accept-Encoding` names gzip, and not with a weight of zero (RFC 9110, 12.5.3).
    fileprivate var takesGzip: Bool {
        (headers[.acceptEncoding] ?? "").split(separator: ",").contains { coding in
            let parts = coding.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (parts.first == "gzip" || parts.first == "*") && weight != 0
        }
    }
}
