import Domain
import UseCases

/// What a device makes of a state and of the events after it, in the plainest way.
///
/// It knows nothing but what it was told, so where it agrees with the store nothing was left out.
struct ClientModel {
    let me: ID<User>
    private(set) var position: Position
    private var chats: [ID<Chat>: Known]

    /// A chat, and the messages of others since it was told.
    private struct Known {
        var state: ChatState
        var others: [Seq] = []
    }

    init(_ me: ID<User>, _ snapshot: Snapshot) {
        self.me = me
        position = snapshot.position
        chats = Dictionary(uniqueKeysWithValues: snapshot.chats.map { ($0.chat.id, Known(state: $0)) })
    }

    /// What the device would show.
    var snapshot: Snapshot {
        let states = chats.values.map { known in
            let later = known.others.count { $0 > known.state.read.counted }
            return known.state.with(
                read: ReadState(
                    chat: known.state.chat.id,
                    read: known.state.read.read,
                    unread: known.state.read.unread + Int64(later),
                    counted: max(known.state.read.counted, known.state.lastSeq)
                )
            )
        }
        return Snapshot(position: position, chats: states.sorted { $0.chat.id < $1.chat.id })
    }

    func knows(_ chat: ID<Chat>) -> Bool {
        chats[chat] != nil
    }

    /// Takes in a slice; the position that comes with it says what the device has.
    mutating func take(_ slice: SyncSlice) {
        for event in slice.events { take(event) }
        position = slice.position
        for (chat, place) in position.chats {
            guard let state = chats[chat]?.state else { continue }
            chats[chat]?.state = state.with(receiptSeq: place.receipts)
        }
    }

    /// Takes in an event of a live stream, and counts the position itself.
    mutating func follow(_ event: Event) {
        switch event {
        case .change(let change):
            guard knows(change.chat) else { return }
            take(event)
            position.chats[change.chat]?.seq = change.seq
        case .receipt(let receipt):
            guard knows(receipt.chat) else { return }
            take(event)
            position.chats[receipt.chat]?.receipts = receipt.number
        case .account(let user, let seq, let told):
            guard user == me else { return }
            take(event)
            position.account = seq
            switch told {
            case .chatAdded(let state):
                position.chats[state.chat.id] = Position.InChat(seq: state.lastSeq, receipts: state.receiptSeq)
            case .chatRemoved(let chat): position.chats[chat] = nil
            case .unread: break
            }
        case .messageRead, .typing, .presence, .sessionsEnded: break
        }
    }

    private mutating func take(_ event: Event) {
        switch event {
        case .change(.message(let message)): take(message)
        case .change(.membership(let change)): take(change)
        case .receipt(let receipt):
            guard let state = chats[receipt.chat]?.state else { return }
            chats[receipt.chat]?.state = state.with(receipt)
        case .account(_, _, .chatAdded(let state)): chats[state.chat.id] = Known(state: state)
        case .account(_, _, .chatRemoved(let chat)): chats[chat] = nil
        case .account(_, _, .unread(let read)):
            guard let state = chats[read.chat]?.state else { return }
            chats[read.chat]?.state = state.with(read: read)
        case .messageRead, .typing, .presence, .sessionsEnded: break
        }
    }

    private mutating func take(_ message: Message) {
        guard let state = chats[message.chat]?.state else { return }
        chats[message.chat]?.state = state.with(lastSeq: message.seq, lastMessage: message)
        if message.sender != me { chats[message.chat]?.others.append(message.seq) }
    }

    private mutating func take(_ change: MembershipChange) {
        guard let state = chats[change.chat]?.state else { return }
        chats[change.chat]?.state = state.with(change)
    }
}

extension ChatState {
    fileprivate func with(_ change: MembershipChange) -> ChatState {
        let others = members?.filter { $0.user != change.user }
        switch change.kind {
        case .joined:
            let new = Member(user: change.user, name: change.name, read: change.seq, delivered: change.seq)
            let all = others.map { ($0 + [new]).sorted { $0.user < $1.user } }
            let isShown = memberCount + 1 <= ChatState.sharedReceiptsLimit
            return with(lastSeq: change.seq, memberCount: memberCount + 1, members: .some(isShown ? all : nil))
        case .left:
            return with(lastSeq: change.seq, memberCount: memberCount - 1, members: .some(others))
        }
    }

    fileprivate func with(_ receipt: Receipt) -> ChatState {
        let moved = members?.map { member in
            member.user == receipt.user
                ? Member(user: member.user, name: member.name, read: receipt.read, delivered: receipt.delivered)
                : member
        }
        return with(receiptSeq: receipt.number, members: .some(moved))
    }

    fileprivate func with(
        lastSeq: Seq? = nil,
        receiptSeq: ReceiptSeq? = nil,
        read: ReadState? = nil,
        memberCount: Int64? = nil,
        members: [Member]?? = nil,
        lastMessage: Message? = nil
    ) -> ChatState {
        ChatState(
            chat: chat,
            lastSeq: lastSeq ?? self.lastSeq,
            receiptSeq: receiptSeq ?? self.receiptSeq,
            read: read ?? self.read,
            memberCount: memberCount ?? self.memberCount,
            members: members ?? self.members,
            creator: creator,
            lastMessage: lastMessage ?? self.lastMessage
        )
    }
}
