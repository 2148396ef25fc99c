import FoundationEssentials

/// Bodies and frames that were reviewed, one in each file of a folder `Golden` beside the tests.
///
/// After a wanted change, run the tests once with `MESSENGER_UPDATE_GOLDENS=1`, and review what changed.
public enum Golden {
    /// Compares a text with a file, byte by byte; the file ends with a line feed that the text does not have.
    ///
    /// - Throws: an error that shows both when they differ.
    public static func check(_ text: String, _ name: String, beside source: String = #filePath) throws {
        let folder = URL(filePath: source).deletingLastPathComponent().appending(path: "Golden")
        let file = folder.appending(path: "\(name).json")
        if ProcessInfo.processInfo.environment["MESSENGER_UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file, options: .atomic)
        }
        let reviewed = try String(contentsOf: file, encoding: .utf8)
        guard reviewed == text + "\n" else {
            throw Difference(name: name, reviewed: reviewed, text: text)
        }
    }
}

/// A text is not what was reviewed.
struct Difference: Error, CustomStringConvertible {
    let name: String
    let reviewed: String
    let text: String

    var description: String {
        "\(name).json says\n\(reviewed)and the server says\n\(text)"
    }
}
