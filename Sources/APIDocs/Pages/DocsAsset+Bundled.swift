internal import CDocsAssets

extension DocsAsset {
    /// The files of Swagger UI and ReDoc that the build may have embedded in the program, gzipped.
    enum Bundled {
        static let files: [File] = [
            File(name: "swagger-ui-bundle.js", type: .script, read: docs_asset_swagger_ui_bundle_js),
            File(name: "swagger-ui.css", type: .style, read: docs_asset_swagger_ui_css),
            File(name: "favicon-32x32.png", type: .image, read: docs_asset_favicon_png),
            File(name: "swagger-ui.LICENSE.txt", type: .text, read: docs_asset_swagger_ui_license),
            File(name: "redoc.standalone.js", type: .script, read: docs_asset_redoc_standalone_js),
            File(
                name: "redoc.standalone.js.LICENSE.txt",
                type: .text,
                read: docs_asset_redoc_standalone_js_license
            ),
            File(name: "redoc.LICENSE.txt", type: .text, read: docs_asset_redoc_license),
        ]

        /// A file that may be there.
        struct File: Sendable {
            let name: String
            let type: ContentType
            let read: @Sendable () -> docs_asset

            /// The file; nil when the build did not have it.
            var asset: DocsAsset? {
                let embedded = read()
                guard embedded.count > 0 else { return nil }
                let bytes = Array(UnsafeBufferPointer(start: embedded.bytes, count: embedded.count))
                return DocsAsset(name, type: type, bytes: bytes, isGzipped: true)
            }
        }
    }
}
