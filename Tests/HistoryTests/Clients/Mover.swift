import HistoryCheck

@testable import TestKit

/// Takes somebody into a chat and out again, so that not every change is a message.
struct Mover: Sendable {
    let stage: Stage
    let account: Account
    let chat: StageChat
    let guest: Account
    var random: SeededGenerator

    func run() async throws {
        var random = random
        let members = "/chats/\(chat.id)/members"
        while stage.act == .sending {
            let isLeaving = Bool.random(using: &random)
            let request =
                isLeaving
                ? Node.request("DELETE \(members)/\(guest.id) HTTP/1.1", token: account.token, json: nil)
                : Node.request("POST \(members) HTTP/1.1", token: account.token, json: #"{"user_ids":[\#(guest.id)]}"#)
            // Whether it was done is told by the changes that everybody is shown.
            _ = try? await stage.exchange(request)
            try await Task.sleep(for: random.time(20...150))
        }
    }
}
