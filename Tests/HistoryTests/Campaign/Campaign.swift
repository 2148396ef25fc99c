import Foundation
import HistoryCheck

@testable import TestKit

/// Clients at work on a server to which things are done, and the history of it.
struct Campaign: Sendable {
    let store: StoreKind
    let seed: UInt64
    /// What is done, in this order.
    var deeds: [Deed]
    /// How long clients are left in peace before the first deed and after each.
    var peace: ClosedRange<Int> = 100...500
    /// Whether pages are read all the time.
    var hasReaders = true
    /// Whether people have sockets of all their chats too.
    var hasDevices = true
    /// The fault that the first server has, by its name.
    var fault: String?

    /// Runs it to its end; the history ends with what the server keeps.
    func run() async throws -> History {
        let recorder = HistoryRecorder()
        let network = try await FragileNetwork.open()
        let result = await Result {
            try await withHome(store) { home in
                try await run(home, network, recorder)
            }
        }
        await network.close()
        try result.get()
        return recorder.history
    }

    private func run(_ home: Home, _ network: FragileNetwork, _ recorder: HistoryRecorder) async throws {
        var random = SeededGenerator(seed: seed)
        let nemesis = try await Nemesis(home, network, recorder, fault: fault)
        let guest = try await nemesis.node.account("dora")
        let stage = Stage(
            recorder: recorder,
            network: network,
            chats: try await chats(on: nemesis.node, recorder)
        )
        try await withThrowingTaskGroup(of: Void.self) { posters in
            try await withThrowingTaskGroup(of: Void.self) { others in
                let cast = Cast(self, stage, guest: guest, random: random.split())
                for poster in cast.posters { posters.addTask { try await poster.run() } }
                for other in cast.others { others.addTask { try await other() } }
                try await persecute(with: nemesis, using: &random)
                stage.begin(.answering)
                try await posters.waitForAll()
                try await eventually("that all was answered", otherwise: nemesis.node.program.log) {
                    stage.isBusy ? nil : ()
                }
                try await stage.settle()
                try await others.waitForAll()
            }
        }
        try await stage.noteWhatIsKept()
    }

    private func persecute(with nemesis: Nemesis, using random: inout SeededGenerator) async throws {
        try await Task.sleep(for: random.time(peace))
        for deed in deeds {
            try await nemesis.commit(deed, using: &random)
            try await Task.sleep(for: random.time(peace))
        }
    }

    /// Two busy chats, of all and of two, and one with great messages.
    private func chats(on node: Node, _ recorder: HistoryRecorder) async throws -> [StageChat] {
        let anna = try await node.account("anna")
        let boris = try await node.account("boris")
        let clara = try await node.account("clara")
        let chats = [
            StageChat(id: try await node.group(of: anna, boris, clara), members: [anna, boris, clara], size: 0),
            StageChat(id: try await node.group(of: anna, boris), members: [anna, boris], size: 0),
            StageChat(id: try await node.group(of: clara, boris), members: [clara, boris], size: 20_000),
        ]
        for chat in chats { recorder.note(.chat(id: chat.id, members: chat.members.map(\.id))) }
        return chats
    }
}

/// The clients of a campaign.
private struct Cast {
    var posters: [Poster] = []
    var others: [@Sendable () async throws -> Void] = []

    init(_ campaign: Campaign, _ stage: Stage, guest: Account, random: SeededGenerator) {
        var random = random
        let (busy, host) = (stage.chats[0], stage.chats[0].members[0])
        // Places that a fault has guessed must not be taken by others.
        if campaign.fault == nil {
            let mover = Mover(stage: stage, account: host, chat: busy, guest: guest, random: random.split())
            others.append { try await mover.run() }
        }
        for chat in stage.chats {
            for (index, account) in chat.members.enumerated() {
                let title = "c\(chat.id)m\(index)"
                if index < 2 {
                    posters.append(Poster(stage: stage, account: account, title: "\(title)p", random: random.split()))
                    let talker = Talker(
                        stage: stage,
                        account: account,
                        chat: chat,
                        title: "\(title)t",
                        random: random.split()
                    )
                    others.append { try await talker.run() }
                }
                let listener = Listener(
                    stage: stage,
                    account: account,
                    chat: chat,
                    isSlow: index == 1,
                    random: random.split()
                )
                others.append { try await listener.run() }
            }
        }
        for account in stage.chats[0].members where campaign.hasDevices {
            let device = Device(stage: stage, account: account, title: "a\(account.id)d", random: random.split())
            others.append { try await device.run() }
        }
        for account in stage.chats[0].members where campaign.hasReaders {
            let reader = Reader(stage: stage, account: account, random: random.split())
            others.append { try await reader.run() }
        }
    }
}

extension Stage {
    /// Sends a last message to each chat, and says which it is.
    fileprivate func settle() async throws {
        // Whoever has just lost a connection may come back first.
        try await Task.sleep(for: .milliseconds(300))
        begin(.settling)
        var ends: [Int64: Int64] = [:]
        for chat in chats {
            var line = PostLine(stage: self, account: chat.members[0])
            let last = try await line.deliver(Letter(in: chat, by: chat.members[0], name: "end of \(chat.id)"))
            ends[chat.id] = last.seq
            await line.hangUp()
        }
        end(at: ends)
    }

    /// Reads what the chats hold: messages over REST, and what else has happened as a device with nothing is told it.
    fileprivate func noteWhatIsKept() async throws {
        for chat in chats {
            let reader = chat.members[0]
            let messages = try await read(chat, as: reader)
            let others = try await changes(of: chat, as: reader).filter { $0.kind != .message }
            recorder.note(.kept(chat: chat.id, changes: (messages + others).sorted { $0.seq < $1.seq }))
        }
    }

    /// All changes of a chat, as a device is told them that has nothing of it.
    private func changes(of chat: StageChat, as account: Account) async throws -> [SeenChange] {
        var has = DevicePlaces()
        for chat in chats(of: account) { has.now[chat.id] = 0 }
        guard var socket = await AccountSocket.open(as: account, having: has, saying: .cursors, on: self) else {
            throw NeverCame(description: "a socket at the end")
        }
        var changes: [SeenChange] = []
        while !socket.isSynced {
            guard let json = try await socket.next(within: .seconds(20)) else {
                throw NeverCame(description: "all that a device with nothing lacks")
            }
            if let change = SeenChange(accountFrame: json), change.chat == chat.id { changes.append(change) }
        }
        try await socket.settle()
        return changes
    }
}
