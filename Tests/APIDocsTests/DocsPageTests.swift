import Testing

@testable import APIDocs

@Suite("A page of the server")
struct DocsPageTests {
    /// A page by name, for the names of tests.
    struct Named: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let page: DocsPage

        /// The page's HTML.
        var html: String { String(decoding: page.bytes, as: UTF8.self) }
        /// The folder that the page's relative addresses start from.
        var folder: String { testDescription == "/docs/oauth2-redirect" ? "docs/" : "" }
    }

    static let pages = [
        Named(testDescription: "/docs", page: .swagger(bundled: true)),
        Named(testDescription: "/docs from the CDN", page: .swagger(bundled: false)),
        Named(testDescription: "/redoc", page: .redoc(bundled: true)),
        Named(testDescription: "/redoc from the CDN", page: .redoc(bundled: false)),
        Named(testDescription: "/docs/oauth2-redirect", page: .oauth2Redirect),
        Named(testDescription: "/tour", page: .tour),
        Named(testDescription: "/asyncapi", page: .sockets),
    ]

    @Test("is a whole HTML document", arguments: pages)
    func html(_ named: Named) {
        #expect(named.html.hasPrefix("<!doctype html>\n<html lang="))
        #expect(named.html.contains("<meta charset=\"utf-8\">"))
        #expect(named.html.hasSuffix("</html>\n"))
    }

    @Test("holds no script, no style and no handler of its own", arguments: pages)
    func nothingInline(_ named: Named) throws {
        #expect(named.html.matches(of: /<script[^>]*>[^<]/).isEmpty)
        #expect(named.html.matches(of: /<script(?![^>]*src=)/).isEmpty)
        #expect(named.html.matches(of: /<style|\sstyle=|\son[a-z]+=|javascript:/).isEmpty)
    }

    @Test("has a policy that allows nothing by default and no inline code", arguments: pages)
    func policy(_ named: Named) {
        let policy = named.page.contentSecurityPolicy
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(!policy.contains("unsafe"))
        for directive in ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"] {
            #expect(policy.contains(directive))
        }
    }

    @Test("loads files that the server has", arguments: pages)
    func assets(_ named: Named) {
        let loaded = named.html.matches(of: /(?:src|href)="((?:docs\/)?assets\/)([^"]+)"/)
        for match in loaded {
            #expect(named.folder + match.output.1 == "docs/assets/")
            #expect(DocsAsset.names.contains(String(match.output.2)))
        }
        #expect(!loaded.isEmpty)
    }

    @Test(
        "comes from the server alone when the files are bundled",
        arguments: pages.filter { !$0.testDescription.contains("CDN") }
    )
    func noStrangers(_ named: Named) {
        #expect(!named.page.contentSecurityPolicy.contains("http"))
        #expect(named.html.matches(of: /(?:src|href)="[a-z]+:\/\//).isEmpty)
    }

    @Test(
        "takes from the CDN only known bytes out of one folder",
        arguments: pages.filter { $0.testDescription.contains("CDN") }
    )
    func knownStrangers(_ named: Named) {
        let tags = named.html.matches(of: /<[^>]*(?:src|href)="(https:[^"]+)"([^>]*)>/)
        #expect(!tags.isEmpty)
        let sources = named.page.contentSecurityPolicy.matches(of: /https:[^ ;]+/).map { String($0.output) }
        for tag in tags {
            #expect(sources.contains { $0.hasSuffix("/") && tag.output.1.hasPrefix($0) })
            #expect(tag.output.2.firstMatch(of: /integrity="sha384-[A-Za-z0-9+\/]{64}" crossorigin="anonymous"/) != nil)
        }
        #expect(Set(sources).count == 1)
    }

    @Test("has a validator of its own", arguments: pages)
    func etag(_ named: Named) {
        #expect(named.page.etag.wholeMatch(of: /"[0-9a-f]+"/) != nil)
        #expect(Self.pages.filter { $0.page.etag == named.page.etag }.count == 1)
    }

    @Test("for ReDoc may make its search worker, and Swagger UI may call the API")
    func abilities() {
        #expect(DocsPage.redoc(bundled: true).contentSecurityPolicy.contains("worker-src blob:"))
        #expect(DocsPage.swagger(bundled: true).contentSecurityPolicy.contains("connect-src 'self'"))
    }

    @Test(
        "with the tour leads to the documentation",
        arguments: ["docs", "redoc", "asyncapi", "openapi.json", "asyncapi.json"]
    )
    func tour(_ link: String) {
        let html = String(decoding: DocsPage.tour.bytes, as: UTF8.self)
        #expect(html.contains("<a href=\"\(link)\">"))
        #expect(!html.contains("<script"))
    }
}
