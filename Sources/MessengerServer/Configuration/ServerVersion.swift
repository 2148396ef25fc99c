/// The version of this server.
public enum ServerVersion {
    /// The version as `--version` and the API's document show it.
    public static let current = "0.1.0"
}
