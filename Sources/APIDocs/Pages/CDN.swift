/// Where the pages' scripts and styles come from when the build has none: the same versions, held to the same bytes.
enum CDN {
    /// The only folder of the CDN that the Swagger UI page may load from.
    static let swagger = "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5.33.1/"
    /// The only folder of the CDN that the ReDoc page may load from.
    static let redoc = "https://cdn.jsdelivr.net/npm/redoc@2.5.4/"

    static let swaggerScript = File(
        url: "\(swagger)swagger-ui-bundle.js",
        sha384: "ZPehFMQommnnuaZ4rpxgkgTT2DKFVp4hZC/7pLit+9Lek9T1YGSo23eHFbvNkXkw"
    )
    static let swaggerStyle = File(
        url: "\(swagger)swagger-ui.css",
        sha384: "Ov4/wv3j2bmct8cDc5X4ngJZohVPzEmc6uDPH8WeljUxO5vtoykvMEfbu9Vh6RaW"
    )
    static let redocScript = File(
        url: "\(redoc)bundles/redoc.standalone.js",
        sha384: "w447zOpYfw/1Tv/5AK9NfHTlQIqE3RVR6KY62jCyy9zNDgO64cMwGGP1Fj0zJVf5"
    )

    /// A file that a browser takes from elsewhere only if its bytes are the expected ones.
    struct File: Sendable {
        let url: String
        /// The hash of the bytes in base 64.
        let sha384: String

        /// What stands beside the address in an element.
        var integrityAttributes: String {
            " integrity=\"sha384-\(sha384)\" crossorigin=\"anonymous\""
        }
    }
}
