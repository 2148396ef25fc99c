import HistoryCheck

@testable import TestKit

/// A message that a client wants to have sent, however often it takes.
struct Letter: Sendable {
    let chat: StageChat
    let author: Account
    let name: String
    let text: String

    init(in chat: StageChat, by author: Account, name: String) {
        self.chat = chat
        self.author = author
        self.name = name
        let text = "Письмо \(name) 👋"
        self.text = text + String(repeating: "·", count: max(0, (chat.size - text.utf8.count) / 2))
    }

    /// The body of a request.
    var json: String { "{\(content)}" }

    /// The frame of the socket of its chat, or of one of all chats, where it has to name its own.
    func frame(namingChat: Bool = false) -> String {
        let place = namingChat ? #""chat_id":\#(chat.id),"# : ""
        return #"{"type":"message",\#(place)\#(content)}"#
    }

    private var content: String { #""text":"\#(text)","client_message_id":"\#(name)""# }

    /// Writes down that it is about to be sent, and gives the number of the attempt.
    func beginAttempt(_ recorder: HistoryRecorder, over connection: Int? = nil) -> Int {
        let number = recorder.number()
        let attempt = SendAttempt(
            number: number,
            sender: author.id,
            chat: chat.id,
            name: name,
            text: TextDigest.of(text),
            connection: connection
        )
        recorder.note(.sending(attempt))
        return number
    }
}

extension Answer {
    /// What a refusal means for the message.
    ///
    /// After `unavailable` and a fault nobody knows what became of it.
    init(refusal code: String) {
        switch code {
        case "unavailable", "internal_error": self = .unknown(why: code)
        default: self = .refused(code: code)
        }
    }

    var isAcknowledgement: Bool {
        if case .acknowledged = self { true } else { false }
    }
}
