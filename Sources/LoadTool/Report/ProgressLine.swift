/// A line that shows how far something is, drawn over itself.
public struct ProgressLine: Sendable {
    private static let width = 30

    /// The line without an end, to be written after a carriage return.
    public static func text(_ what: String, share: Double, note: String = "") -> String {
        let full = Int((min(max(share, 0), 1) * Double(width)).rounded(.down))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        return "\r\u{1B}[K  \(what.padded(to: 15))\(bar) \(Int(min(max(share, 0), 1) * 100)) %  \(note)"
    }

    /// The line for a run.
    public static func text(_ progress: LoadRun.Progress) -> String {
        let note = progress.delivered > 0 ? "\(progress.delivered.grouped) delivered" : ""
        return text(progress.phase.rawValue, share: progress.share, note: note)
    }

    /// What takes the line away.
    public static let clear = "\r\u{1B}[K"
}
