#if DEBUG
import FoundationEssentials

/// A fault that a debug build has on purpose when it is asked for.
///
/// With it, the check of histories shows that it finds what it is there to find. No release has any of this.
public enum SeededFault: String, CaseIterable, Hashable, Sendable {
    /// Senders are answered and others are told before the commit.
    case ackBeforeCommit = "ack-before-commit"
    /// Some messages are acknowledged and never kept.
    case lost
    /// Some messages are kept once more, under another name.
    case doubled
    /// Some messages come twice over every socket.
    case shownTwice = "shown-twice"
    /// Some messages are kept with another text.
    case changed
    /// Messages are kept that nobody has sent.
    case phantom
    /// Some places of a chat's order are taken by something that nobody is shown.
    case gap
    /// Some messages come over sockets after the next one.
    case reordered
    /// Some pages show a chat as it was a moment ago.
    case staleRead = "stale-read"
    /// Some messages do not come over sockets.
    case missed
    /// Some messages are left out when a device continues where it was.
    case resumeGap = "resume-gap"
    /// A device that continues where it was is shown the last change that it has once more.
    case resumeDouble = "resume-double"
    /// A chat's sockets show some messages of another chat.
    case leaked

    /// The variable that asks for a fault.
    public static let variable = "MESSENGER_SEEDED_FAULT"

    /// The fault that the environment asks for; nil when it asks for none.
    ///
    /// - Throws: `Unknown`, so that nobody believes to have one.
    public static func wanted() throws -> SeededFault? {
        guard let name = ProcessInfo.processInfo.environment[variable], !name.isEmpty else { return nil }
        guard let fault = SeededFault(rawValue: name) else { throw Unknown(name: name) }
        return fault
    }

    /// There is no fault of this name.
    public struct Unknown: Error, Hashable, CustomStringConvertible {
        /// What was asked for.
        public let name: String

        /// One sentence that lists what there is.
        public var description: String {
            "\(variable): there is no fault \"\(name)\", only \(allCases.map(\.rawValue).joined(separator: ", "))"
        }
    }
}
#endif
