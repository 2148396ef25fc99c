public import Domain
import UseCases

/// What a connection can listen to.
public enum Topic: Hashable, Sendable {
    /// What happens in a chat.
    case chat(ID<Chat>)
    /// What concerns an account.
    case user(ID<User>)
    /// Whether somebody is there.
    case presence(ID<User>)
}

/// Who of a topic's listeners is to see an event.
enum Audience: Hashable, Sendable {
    /// Every listener.
    case everybody
    /// The sockets that show all chats of an account.
    case accounts
    /// The same, without those of one account.
    case accountsExcept(ID<User>)
    /// The sockets of one account that show this chat alone.
    case chatSockets(of: ID<User>)
    /// Nobody sees it; listeners only act upon it.
    case nobody
}

extension Event {
    var topic: Topic {
        switch self {
        case .change(let change): .chat(change.chat)
        case .receipt(let receipt): .chat(receipt.chat)
        case .messageRead(let receipt): .chat(receipt.chat)
        case .account(let user, _, _): .user(user)
        case .typing(let chat, _): .chat(chat)
        case .presence(let presence): .presence(presence.user)
        case .sessionsEnded(let user, _): .user(user)
        }
    }

    var audience: Audience {
        switch self {
        case .change(.message): .everybody
        case .change(.membership), .receipt, .account: .accounts
        case .messageRead(let receipt): .chatSockets(of: receipt.author)
        case .typing(_, let user): .accountsExcept(user)
        case .presence: .everybody
        case .sessionsEnded: .nobody
        }
    }

    /// Whether listeners do more with it than show it.
    var isNotable: Bool {
        switch self {
        case .change(.membership), .account, .sessionsEnded: true
        case .change(.message), .receipt, .messageRead, .typing, .presence: false
        }
    }

    /// Who hears nothing more of the topic after this.
    var expelled: ID<User>? {
        guard case .change(.membership(let change)) = self, change.kind == .left else { return nil }
        return change.user
    }
}

extension Lane {
    /// The topic whose listeners see the lane.
    var topic: Topic {
        switch self {
        case .changes(let chat), .receipts(let chat): .chat(chat)
        case .account(let user): .user(user)
        }
    }
}
