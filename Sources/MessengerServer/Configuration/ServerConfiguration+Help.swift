extension ServerConfiguration {
    /// The one-sentence help of an option; empty for a key that no option has.
    public static func help(for key: String) -> String {
        OptionNames.option(key)?.help ?? ""
    }

    /// The host by which this machine itself reaches the server: a URL's own spelling, brackets included.
    public var localHost: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::", "[::]": "[::1]"
        default: host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        }
    }
}
