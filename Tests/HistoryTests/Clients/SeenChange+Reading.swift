import HistoryCheck
import Wire

@testable import TestKit

extension SeenChange {
    /// A message as REST shows it; nil when something of it is missing.
    init?(message json: JSONValue?) {
        guard let chat = json["chat_id"].number, let seq = json["seq"].number, let time = json["created_at"].text else {
            return nil
        }
        self.init(json, chat: chat, seq: seq, time: time)
    }

    /// A message as a socket shows it; nil when it is another frame, or something of it is missing.
    init?(frame json: JSONValue?) {
        guard json["type"].text == "message", let chat = json["chat_id"].number, let seq = json["seq"].number,
            let time = json["timestamp"].text, time.hasSuffix("+00:00")
        else { return nil }
        self.init(json, chat: chat, seq: seq, time: String(time.dropLast(6)))
    }

    private init?(_ json: JSONValue?, chat: Int64, seq: Int64, time: String) {
        guard let id = json["id"].number, let author = json["sender_id"].number, let text = json["text"].text else {
            return nil
        }
        self.init(
            chat: chat,
            seq: seq,
            id: id,
            author: author,
            name: json["client_message_id"].text,
            text: TextDigest.of(text),
            time: time
        )
    }
}
