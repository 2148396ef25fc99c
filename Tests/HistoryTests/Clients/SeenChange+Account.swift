import HistoryCheck
import Wire

@testable import TestKit

extension SeenChange {
    /// A change as the socket of an account shows it; nil when it is another frame.
    init?(accountFrame json: JSONValue?) {
        switch json["type"].text {
        case "message": self.init(frame: json)
        case "member_joined": self.init(.joined, json)
        case "member_left": self.init(.left, json)
        default: return nil
        }
    }

    /// A message as the socket of an account acknowledges it; nil when it is another frame.
    init?(ack json: JSONValue?) {
        guard json["type"].text == "ack", let chat = json["chat_id"].number, let seq = json["seq"].number,
            let id = json["id"].number, let time = json["timestamp"].text, time.hasSuffix("+00:00")
        else { return nil }
        self.init(
            chat: chat,
            seq: seq,
            id: id,
            name: json["client_message_id"].text,
            time: String(time.dropLast(6))
        )
    }

    private init?(_ kind: Kind, _ json: JSONValue?) {
        guard let chat = json["chat_id"].number, let seq = json["seq"].number, let user = json["user_id"].number else {
            return nil
        }
        self.init(chat: chat, seq: seq, kind: kind, author: user)
    }
}
