/// A regular expression (ECMA 262) for the plain form of an address, every one of which the server takes.
enum EmailPattern {
    static let text = "^(?![^@]{65})\(atom)([.]\(atom))*@(?!.*--)(?!.*[.](\(specialUse))$)(\(label)[.])+[A-Za-z]{2,63}$"

    private static let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
    private static let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

    /// Top-level names that never lead to a mailbox, in whatever case.
    private static let specialUse = ["arpa", "invalid", "local", "localhost", "onion", "test"]
        .map { name in name.map { "[\($0)\($0.uppercased())]" }.joined() }
        .joined(separator: "|")
}
