/// What a page may load and do, and nothing else, as the header `Content-Security-Policy` says it.
struct ContentSecurityPolicy: Sendable {
    /// The header's value.
    let text: String

    private init(_ directives: KeyValuePairs<String, String>) {
        let frame: KeyValuePairs = ["base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"]
        text = (["default-src 'none'"] + (directives.map(\.self) + frame.map(\.self)).map { "\($0.key) \($0.value)" })
            .joined(separator: "; ")
    }

    /// A page of text and links, with the style sheet of the pages.
    static let plain = ContentSecurityPolicy(["style-src": "'self'", "img-src": "data:"])

    /// Swagger UI: it fetches the document and calls the API, and draws its icons from `data:`.
    static func swagger(bundled: Bool) -> ContentSecurityPolicy {
        let cdn = bundled ? "" : " \(CDN.swagger)"
        return ContentSecurityPolicy([
            "script-src": "'self'\(cdn)", "style-src": "'self'\(cdn)", "img-src": "'self' data:",
            "connect-src": "'self'",
        ])
    }

    /// ReDoc: it fetches the document, searches in a worker made from a blob, and adds style elements of its own.
    ///
    /// Those elements are empty when they are added (their rules come later, by script) or hold the one style of its
    /// scroll bars, so that their hashes allow them and no other inline style.
    static func redoc(bundled: Bool) -> ContentSecurityPolicy {
        let cdn = bundled ? "" : " \(CDN.redoc)"
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        let scrollBars = "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"
        return ContentSecurityPolicy([
            "script-src": "'self'\(cdn)", "style-src": "'self' \(empty) \(scrollBars)", "img-src": "'self' data:",
            "connect-src": "'self'", "worker-src": "blob:",
        ])
    }
}
