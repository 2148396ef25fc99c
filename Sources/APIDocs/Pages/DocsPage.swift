/// A page of the server's own: HTML in UTF-8 without any script or style in it, and the policy that keeps it so.
public struct DocsPage: Sendable {
    /// The page.
    public let bytes: [UInt8]
    /// The value of the header `Content-Security-Policy`: nothing is loaded from anywhere but what the page needs.
    public let contentSecurityPolicy: String
    /// A validator for HTTP caches that names these bytes, in quotation marks.
    public let etag: String

    init(html: String, policy: ContentSecurityPolicy) {
        bytes = Array(html.utf8)
        contentSecurityPolicy = policy.text
        etag = entityTag(of: bytes)
    }
}

extension DocsPage {
    /// Swagger UI (`/docs`), out of the server itself when it is bundled and out of a public CDN otherwise.
    public static func swagger(bundled: Bool) -> DocsPage {
        let script = bundled ? "docs/assets/swagger-ui-bundle.js" : CDN.swaggerScript.url
        let style = bundled ? "docs/assets/swagger-ui.css" : CDN.swaggerStyle.url
        return DocsPage(
            html: html(
                title: "Мессенджер API – Swagger UI",
                head: """
                    <link rel="icon" href="\(bundled ? "docs/assets/favicon-32x32.png" : "data:,")">
                    <link rel="stylesheet" href="\(style)"\(bundled ? "" : CDN.swaggerStyle.integrityAttributes)>
                    """,
                body: """
                    <div id="swagger-ui"></div>
                    <noscript>Swagger UI needs JavaScript. The document itself: <a href="openapi.json">openapi.json</a>.</noscript>
                    <script src="\(script)"\(bundled ? "" : CDN.swaggerScript.integrityAttributes)></script>
                    <script src="docs/assets/swagger-init.js"></script>
                    """
            ),
            policy: .swagger(bundled: bundled)
        )
    }

    /// ReDoc (`/redoc`), out of the server itself when it is bundled and out of a public CDN otherwise.
    public static func redoc(bundled: Bool) -> DocsPage {
        let script = bundled ? "docs/assets/redoc.standalone.js" : CDN.redocScript.url
        return DocsPage(
            html: html(
                title: "Мессенджер API – ReDoc",
                head: """
                    <link rel="icon" href="data:,">
                    <link rel="stylesheet" href="docs/assets/pages.css">
                    """,
                body: """
                    <div id="redoc"></div>
                    <noscript>ReDoc needs JavaScript. The document itself: <a href="openapi.json">openapi.json</a>.</noscript>
                    <script src="\(script)"\(bundled ? "" : CDN.redocScript.integrityAttributes)></script>
                    <script src="docs/assets/redoc-init.js"></script>
                    """
            ),
            policy: .redoc(bundled: bundled)
        )
    }

    /// Where an OAuth flow of Swagger UI would end (`/docs/oauth2-redirect`); there is none, and the page says so.
    public static let oauth2Redirect = DocsPage(
        html: html(
            title: "Мессенджер API",
            head: """
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="assets/pages.css">
                """,
            body: """
                <main>
                <p>This server has no OAuth flow: log in with <code>POST /login</code> and use the token as a bearer
                token. You may close this window.</p>
                <p><a href="../docs">API documentation</a></p>
                </main>
                """,
            language: "en"
        ),
        policy: .plain
    )

    /// A whole page around its parts.
    static func html(title: String, head: String, body: String, language: String = "ru") -> String {
        """
        <!doctype html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        \(head)
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }
}
