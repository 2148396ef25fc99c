/// A database that the server can run on.
public enum StoreKind: String, CaseIterable, Sendable {
    /// A file in a temporary folder.
    case sqlite
    /// A database of its own on the server that `MESSENGER_TEST_POSTGRES` names.
    case postgres

    /// All of them, for `arguments:` of tests whose outcome may depend on the database.
    public static let all = allCases
}
