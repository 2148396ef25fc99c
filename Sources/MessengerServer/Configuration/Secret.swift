/// A text that no log, report or error may show.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself.
    public let rawValue: String

    /// Wraps a text that is to be kept from view.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Stars, however it is printed.
    public var description: String { Self.stars }

    /// Stars, however it is printed.
    public var debugDescription: String { Self.stars }

    /// Shows nothing of the text to a debugger or to `dump`.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// What stands where a secret was.
    static let stars = "********"
}
