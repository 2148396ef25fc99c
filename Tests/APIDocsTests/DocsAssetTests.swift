import Testing
import Wire

@testable import APIDocs

@Suite("A file of the pages")
struct DocsAssetTests {
    @Test("of our own is always there, as plain text", arguments: ["swagger-init.js", "redoc-init.js", "pages.css"])
    func own(_ name: String) throws {
        let asset = try #require(DocsAsset.named(name))
        #expect(asset.name == name)
        #expect(!asset.isGzipped)
        #expect(
            asset.contentType == (name.hasSuffix(".js") ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8")
        )
        #expect(String(validating: asset.bytes, as: UTF8.self)?.hasSuffix("\n") == true)
    }

    @Test(
        "that the build bundled is gzipped; one that it did not is not there",
        arguments: DocsAsset.Bundled.files.map(\.name)
    )
    func bundled(_ name: String) {
        guard let asset = DocsAsset.named(name) else {
            #expect(!DocsAsset.areBundled || !name.hasSuffix("s"))
            return
        }
        #expect(asset.isGzipped)
        #expect(asset.bytes.starts(with: [0x1f, 0x8b]))
    }

    @Test("with another name is not there", arguments: ["", "swagger-ui-bundle.js.map", "../pages.css", "PAGES.CSS"])
    func unknown(_ name: String) {
        #expect(DocsAsset.named(name) == nil)
    }

    @Test("is listed in the document", arguments: DocsAsset.names)
    func listed(_ name: String) {
        let names = document["components"]?["parameters"]?["AssetName"]?["schema"]?["enum"].elements ?? []
        #expect(names.contains(.string(name)))
    }

    @Test("starts Swagger UI and ReDoc in the elements of their pages")
    func starts() {
        let swagger = String(decoding: DocsAsset.named("swagger-init.js")?.bytes ?? [], as: UTF8.self)
        let redoc = String(decoding: DocsAsset.named("redoc-init.js")?.bytes ?? [], as: UTF8.self)
        #expect(swagger.contains("dom_id: \"#swagger-ui\""))
        #expect(redoc.contains("getElementById(\"redoc\")"))
        for script in [swagger, redoc] { #expect(script.contains("\"openapi.json\"")) }
    }

    @Test("has another validator when its bytes are others")
    func entityTags() {
        #expect(entityTag(of: []) == "\"cbf29ce484222325\"")
        #expect(entityTag(of: Array("a".utf8)) == "\"af63dc4c8601ec8c\"")
    }
}
