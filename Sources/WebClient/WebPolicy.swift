/// What the client may load and do, as headers say it to browsers.
public enum WebPolicy {
    /// For the page: its own scripts, styles, calls and sockets, nothing inline, nothing from anywhere else.
    ///
    /// Trusted types close every way from a text to markup or a script; the one policy named here makes addresses of the
    /// client's own workers (`Web/link/trusted.js`).
    public static let page = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "worker-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types messenger",
    ]
    .joined(separator: "; ")

    /// For workers, which take their policy from their own file.
    public static let worker = "default-src 'none'; script-src 'self'; connect-src 'self'"
}
