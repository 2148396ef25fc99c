import HistoryCheck
import Testing
import Wire

@testable import TestKit

/// The messages that a client has yet to see acknowledged.
struct Outbox: Sendable {
    private(set) var letters: [Letter] = []
    private var count = 0

    var isEmpty: Bool { letters.isEmpty }

    /// Writes one message more.
    mutating func add(in chat: StageChat, by author: Account, title: String) {
        count += 1
        letters.append(Letter(in: chat, by: author, name: "\(title)-\(count)"))
    }

    /// Writes down that all of them are about to be sent, and gives the numbers of the attempts by name.
    func beginAttempts(_ recorder: HistoryRecorder, over connection: Int) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: letters.map { ($0.name, $0.beginAttempt(recorder, over: connection)) })
    }

    /// Writes down that attempts will never be answered.
    func giveUp(_ attempts: [String: Int], _ recorder: HistoryRecorder, why: any Error) {
        for attempt in attempts.values.sorted() {
            recorder.note(.answered(attempt: attempt, answer: .unknown(why: "\(why)")))
        }
    }

    /// Takes a frame that may answer one of them: `change` where it acknowledges one, otherwise an error.
    mutating func take(
        _ json: JSONValue,
        _ change: SeenChange?,
        _ attempts: inout [String: Int],
        _ recorder: HistoryRecorder
    ) {
        guard let name = json["client_message_id"].text, let attempt = attempts[name] else { return }
        if let change {
            recorder.note(.answered(attempt: attempt, answer: .acknowledged(change: change)))
            letters.removeAll { $0.name == name }
        } else if json["type"].text == "error" {
            let code = json["code"].text ?? "no code"
            if !["overloaded", "unavailable"].contains(code) { Issue.record("a message is refused: \(json)") }
            recorder.note(.answered(attempt: attempt, answer: Answer(refusal: code)))
        } else {
            return
        }
        attempts[name] = nil
    }
}
