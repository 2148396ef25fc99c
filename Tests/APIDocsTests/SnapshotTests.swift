import FoundationEssentials
import Testing

@testable import APIDocs

/// After a wanted change, run the tests once with `UPDATE_SNAPSHOTS=1`.
@Test("the document is the one that was reviewed", arguments: ["openapi.json", "asyncapi.json"])
func reviewedDocument(name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    let text =
        name == "openapi.json"
        ? APIDocument(version: "0.0.0").prettyText : AsyncAPIDocument(version: "0.0.0").prettyText
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: file)
    }
    let reviewed = try String(contentsOf: file, encoding: .utf8)
    let difference = zip(text.split(separator: "\n"), reviewed.split(separator: "\n")).first { $0 != $1 }
    #expect(difference == nil)
    #expect(text.utf8.count == reviewed.utf8.count)
}
