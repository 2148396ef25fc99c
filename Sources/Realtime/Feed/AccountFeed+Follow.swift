import Domain
import NIOCore
import UseCases

extension AccountFeed {
    /// Begins to listen to the account and all its chats; returns what was handed on between the reading of `position`
    /// and now.
    func follow(everythingIn position: Position) -> [FeedGap] {
        var mine = Position(epoch: position.epoch, account: position.account, chats: [:])
        let from = hub.subscribe(
            self,
            to: .user(user),
            having: TopicPlace(main: position.account.rawValue),
            on: loop
        )
        mine.account = UserSeq(from.main)
        self.position = mine
        let gap = FeedGap(lane: .account(user), after: position.account.rawValue, through: from.main)
        return [gap] + follow(position.chats)
    }

    /// Begins to listen to chats, each after the place that the client has.
    func follow(_ chats: [ID<Chat>: Position.InChat]) -> [FeedGap] {
        chats.flatMap { chat, had in
            let from = hub.subscribe(self, to: .chat(chat), having: TopicPlace(had), on: loop)
            position?.chats[chat] = Position.InChat(seq: Seq(from.main), receipts: ReceiptSeq(from.receipts))
            return [
                FeedGap(lane: .changes(chat), after: had.seq.rawValue, through: from.main),
                FeedGap(lane: .receipts(chat), after: had.receipts.rawValue, through: from.receipts),
            ]
        }
    }
}

extension TopicPlace {
    init(_ place: Position.InChat) {
        self.init(main: place.seq.rawValue, receipts: place.receipts.rawValue)
    }
}

extension Position {
    /// Moves one lane forward.
    mutating func advance(_ lane: Lane, to number: Int64) {
        switch lane {
        case .changes(let chat): chats[chat]?.seq.advance(to: Seq(number))
        case .receipts(let chat): chats[chat]?.receipts.advance(to: ReceiptSeq(number))
        case .account: account.advance(to: UserSeq(number))
        }
    }
}

extension Place {
    fileprivate mutating func advance(to place: Self) {
        self = max(self, place)
    }
}
