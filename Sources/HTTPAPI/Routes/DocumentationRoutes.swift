import APIDocs
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Wire

/// The pages that explain the API, and what they are made of.
struct DocumentationRoutes: Sendable {
    let version: String

    var all: [Route] {
        let document = APIDocument(version: version)
        let sockets = AsyncAPIDocument(version: version)
        return [
            Self.page("/tour", .tour),
            Self.document("/openapi.json", document.bytes, etag: document.etag),
            Self.document("/asyncapi.json", sockets.bytes, etag: sockets.etag),
            Self.page("/docs", .swagger(bundled: DocsAsset.areBundled)),
            Self.page("/docs/oauth2-redirect", .oauth2Redirect),
            Self.page("/redoc", .redoc(bundled: DocsAsset.areBundled)),
            Self.page("/asyncapi", .sockets),
            Route(.get, "/docs/assets/{name}", asset),
        ]
    }

    private static func document(_ path: String, _ bytes: [UInt8], etag: String) -> Route {
        Route(.get, path) { request, _ in
            .cached(
                bytes,
                etag: etag,
                for: request,
                fields: [.contentType: "application/json", .cacheControl: "no-cache"]
            )
        }
    }

    private static func page(_ path: String, _ page: DocsPage) -> Route {
        Route(.get, path) { request, _ in
            .cached(
                page.bytes,
                etag: page.etag,
                for: request,
                fields: [
                    .contentType: "text/html; charset=utf-8",
                    .contentSecurityPolicy: page.contentSecurityPolicy,
                    .xContentTypeOptions: "nosniff",
                    .cacheControl: "no-cache",
                ]
            )
        }
    }

    @Sendable private func asset(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let asset = DocsAsset.named(context.parameters.get("name") ?? "") else {
            throw Refusal.error(.notFound)
        }
        var fields: HTTPFields = [
            .contentType: asset.contentType, .xContentTypeOptions: "nosniff", .cacheControl: "public, max-age=3600",
        ]
        if asset.isGzipped { fields[.contentEncoding] = "gzip" }
        return .cached(asset.bytes, etag: asset.etag, for: request, fields: fields)
    }
}
