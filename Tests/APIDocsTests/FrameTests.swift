import Domain
import Testing
import Wire

@testable import APIDocs

extension Frame: CustomTestStringConvertible {
    /// What the names of tests call it.
    public var testDescription: String { "\(name) from the \(sender)" }
}

/// Every frame of every channel, each once.
let frames: [Frame] = DocumentedChannel.allCases.flatMap(\.frames).reduce(into: []) { frames, frame in
    if !frames.contains(where: { $0.name == frame.name }) { frames.append(frame) }
}

@Suite("A frame of the document")
struct FrameTests {
    @Test("has a name of its own, and texts that end like sentences", arguments: frames)
    func texts(_ frame: Frame) {
        #expect(frame.name.wholeMatch(of: /[A-Za-z]+/) != nil)
        #expect(!frame.summary.hasSuffix("."))
        #expect(frame.description.hasSuffix("."))
        let same = DocumentedChannel.allCases.flatMap(\.frames).filter { $0.name == frame.name }
        #expect(same.allSatisfy { $0.schema == frame.schema })
    }

    @Test("shows an example with the keys of its schema, in their order", arguments: frames)
    func example(_ frame: Frame) {
        let keys = parsed(frame.example)
        let names = ["type"] + frame.fields.map(\.name)
        let shown = Optional(keys).members.map(\.name)
        #expect(shown == names.filter(shown.contains))
        #expect(Set(frame.fields.filter(\.isRequired).map(\.name)).isSubset(of: shown))
    }

    @Test("of which a channel has one of a type and direction alone", arguments: DocumentedChannel.allCases)
    func types(_ channel: DocumentedChannel) {
        let types = channel.frames.map { "\($0.sender) \($0.type)" }
        #expect(types.count == Set(types).count)
    }

    @Test("explains every key", arguments: frames)
    func meanings(_ frame: Frame) {
        for row in frame.schema.fieldRows where row[0] != "`type`" {
            #expect(!row[1].isEmpty && !row[1].hasPrefix(","), "\(row)")
            #expect(!row[2].isEmpty, "\(row)")
        }
    }

    @Test("of a client is one that the server reads", arguments: Frame.ofChatSocket.filter { $0.sender == .client })
    func reading(_ frame: Frame) {
        switch ClientFrame.parse(Array(frame.example.compactText.utf8)) {
        case .message(let text, let name):
            #expect(frame.type == "message")
            #expect(text.rawValue == frame.example["text"]?.text)
            #expect(name?.rawValue == frame.example["client_message_id"]?.text)
        case .read(let message):
            #expect(frame.type == "read")
            #expect(JSON.integer(message.rawValue) == frame.example["message_id"])
        case .ignored, .malformed: Issue.record("not understood")
        }
    }

    @Test("of the server is what it writes")
    func writing() throws {
        #expect(text(ServerFrame.message(message)) == Frame.message.example.compactText)
        #expect(text(ServerFrame.read(message: ID(42), reader: ID(18))) == Frame.messageRead.example.compactText)
        let problem = FrameProblem.invalidText(nil)
        let error = ServerFrame.error(
            code: problem.code,
            detail: problem.detail(in: .russian),
            clientMessageID: ClientMessageID(stored: "a1")
        )
        #expect(text(error) == Frame.error.example.compactText)
    }

    @Test("that is an error has the codes that there are")
    func errorCodes() {
        let problems: [FrameProblem] = [
            .binary, .invalidJSON, .invalidFrame, .invalidText(nil), .invalidClientMessageID, .invalidMessageID,
        ]
        let refusals: [MessengerError] = [
            .notAMember, .clientMessageIDReused, .overloaded(retryAfter: .zero), .unavailable(retryAfter: .zero),
            .internalFault,
        ]
        let codes = problems.map(\.code) + refusals.map { ErrorReply($0).code }
        #expect(FrameError.ofChatSocket.map(\.code) == codes)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func parsed(_ value: JSON) -> JSONValue {
        (try? JSONParser.parse(Array(value.compactText.utf8))) ?? .null
    }
}
