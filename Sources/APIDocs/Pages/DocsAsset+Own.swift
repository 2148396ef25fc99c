extension DocsAsset {
    /// The files that are always there: what starts the two pages, and the style of the plain ones.
    static let own: [DocsAsset] = [
        DocsAsset("swagger-init.js", type: .script, bytes: Array(swaggerStart.utf8), isGzipped: false),
        DocsAsset("redoc-init.js", type: .script, bytes: Array(redocStart.utf8), isGzipped: false),
        DocsAsset("pages.css", type: .style, bytes: Array(pagesStyle.utf8), isGzipped: false),
    ]

    private static let swaggerStart = """
        "use strict";
        SwaggerUIBundle({
          url: "openapi.json",
          dom_id: "#swagger-ui",
          deepLinking: true,
          displayRequestDuration: true,
          tryItOutEnabled: true,
          validatorUrl: null,
        });

        """

    /// Starts ReDoc, and keeps it from calling anybody.
    ///
    /// ReDoc shows its maker's logo from its maker's server, and drops it when that fails: here it fails at once. React
    /// sets the address once as an attribute and once as a property.
    private static let redocStart = """
        "use strict";
        const image = HTMLImageElement.prototype;
        const { setAttribute } = image;
        const { set: setSource } = Object.getOwnPropertyDescriptor(image, "src");
        function load(element, address) {
          if (new URL(address, location.href).hostname === "cdn.redoc.ly") {
            setTimeout(() => element.dispatchEvent(new Event("error")));
          } else {
            setSource.call(element, address);
          }
        }
        Object.defineProperty(image, "src", { set(address) { load(this, address); } });
        image.setAttribute = function (name, value) {
          if (name === "src") load(this, value);
          else setAttribute.call(this, name, value);
        };
        Redoc.init("openapi.json", { expandResponses: "200,201", hideHostname: true }, document.getElementById("redoc"));

        """

    private static let pagesStyle = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; }
        main { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem; }
        h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
        h2 { margin: 2rem 0 0.5rem; font-size: 1.25rem; }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0; list-style: none; }
        pre { overflow-x: auto; padding: 0.75rem 1rem; border: 1px solid #8886; border-radius: 0.5rem; }
        code { font: 0.875rem/1.5 ui-monospace, monospace; }
        h3 { margin: 2rem 0 0.5rem; font-size: 1.0625rem; }
        h4 { margin: 1.5rem 0 0.25rem; font-size: 1rem; }
        article, section { scroll-margin-top: 1rem; }
        article { margin: 1rem 0; padding: 0 1rem 0.5rem; border-left: 0.1875rem solid #8886; }
        article pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        .table { overflow-x: auto; margin: 0.75rem 0; }
        table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; }
        th, td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid #8884; }
        th, td { text-align: left; vertical-align: top; }
        tbody th { font-weight: normal; white-space: nowrap; }
        #redoc { color: #333; background: #fff; color-scheme: light; }

        """
}
