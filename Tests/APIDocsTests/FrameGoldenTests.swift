import FoundationEssentials
import Testing
import Wire

@testable import APIDocs

/// After a wanted change, run the tests once with `UPDATE_SNAPSHOTS=1`.
@Suite("The goldens of frames")
struct FrameGoldenTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    private static let folder = here.appending(path: "Goldens")

    @Test("are the examples of the document, one for each message", arguments: frames)
    func golden(_ frame: Frame) throws {
        let file = Self.folder.appending(path: Self.path(of: frame))
        let text = frame.example.compactText + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test("are of messages that the document has")
    func strays() throws {
        let files = try ["server", "client"].flatMap { side in
            try FileManager.default.contentsOfDirectory(atPath: Self.folder.appending(path: side).path)
                .map { "\(side)/\($0)" }
        }
        #expect(Set(files) == Set(frames.map(Self.path)))
    }

    @Test("are the examples of docs/protocol.md")
    func protocolExamples() throws {
        let file = Self.here.appending(path: "../../docs/protocol.md").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
        let shown = Set(lines.filter { $0.hasPrefix(#"{"type":"#) })
        let served = DocumentedChannel.allCases.flatMap(\.frames).map(\.example.compactText)
        #expect(shown.subtracting(served) == [])
        #expect(Set(served).subtracting(shown) == [])
    }

    private static func path(of frame: Frame) -> String {
        "\(frame.sender == .server ? "server" : "client")/\(frame.name).json"
    }
}
