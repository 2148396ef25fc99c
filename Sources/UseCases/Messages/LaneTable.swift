import Domain

/// Which lane into the store a chat's messages take: the same one as long as any of them is under way, so that they keep
/// their order.
///
/// A lane is filled before the next one is begun: to share a commit is worth more than to make two at once, until a commit
/// is long. It decides; `MessageWriter` acts.
struct LaneTable {
    private struct Way {
        let lane: Int
        var messages = 0
    }

    /// How many messages a lane has under way before the next lane is begun.
    private let fill: Int
    private var loads: [Int]
    private var ways: [ID<Chat>: Way] = [:]

    /// A table of at least one lane.
    init(lanes: Int, fill: Int) {
        self.fill = fill
        loads = Array(repeating: 0, count: lanes)
    }

    /// The lane for a message of a chat, which is under way from now on.
    mutating func enter(_ chat: ID<Chat>) -> Int {
        var way = ways[chat] ?? Way(lane: emptyEnough)
        way.messages += 1
        loads[way.lane] += 1
        ways[chat] = way
        return way.lane
    }

    /// A message of a chat is no longer under way: its sender is about to be answered.
    mutating func leave(_ chat: ID<Chat>) {
        guard var way = ways[chat] else { return }
        way.messages -= 1
        loads[way.lane] -= 1
        ways[chat] = way.messages == 0 ? nil : way
    }

    private var emptyEnough: Int {
        loads.firstIndex { $0 < fill } ?? loads.indices.min { loads[$0] < loads[$1] } ?? 0
    }
}
