/// A script or style without what only its readers need: comments, indentation and empty lines.
///
/// The sources hold no text that goes over several lines, so that a line can be looked at by itself.
enum SourceText {
    static func withoutComments(_ source: String) -> String {
        var isInComment = false
        var kept: [Substring] = []
        for line in source.split(separator: "\n", omittingEmptySubsequences: true) {
            let text = trimmed(line)
            if isInComment {
                isInComment = !text.hasSuffix("*/")
            } else if opensComment(text) {
                isInComment = true
            } else if !text.isEmpty, !isComment(text) {
                kept.append(text)
            }
        }
        return kept.joined(separator: "\n") + "\n"
    }

    private static func opensComment(_ text: Substring) -> Bool {
        text.hasPrefix("/*") && !contains(text, "*/")
    }

    /// Whether nothing else stands on the line: a type that is put before an expression does not make it a comment.
    private static func isComment(_ text: Substring) -> Bool {
        text.hasPrefix("//") || text.hasPrefix("/*") && text.hasSuffix("*/")
    }

    private static func trimmed(_ line: Substring) -> Substring {
        let start = line.drop { $0 == " " }
        guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
        return start[...last]
    }

    private static func contains(_ text: Substring, _ part: String) -> Bool {
        text.indices.contains { text[$0...].hasPrefix(part) }
    }
}
