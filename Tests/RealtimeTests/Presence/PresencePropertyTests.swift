import Domain
import TestKit
import Testing
import UseCases

@testable import Realtime

@Suite("Who is there, whatever happens")
struct PresencePropertyTests {
    @Test(
        "when the network carries again and beats have passed, every node knows who is there, and has said so in order",
        arguments: 1...60 as ClosedRange<UInt64>
    )
    func converges(seed: UInt64) async {
        var world = PresenceWorld(seed: seed)
        for _ in 0..<400 { await world.step() }
        await world.calm()
        let there = world.there
        for (place, node) in world.running.enumerated() {
            for user in PresenceWorld.people {
                let isThere = there.contains(user)
                let story = node.log.story(of: ID(user))
                #expect(node.board.isOnline(ID(user)) == isThere, "node \(place), person \(user)")
                #expect((story.last ?? false) == isThere, "node \(place), person \(user): \(story)")
                let alternating = story.indices.map { $0.isMultiple(of: 2) }
                #expect(story == alternating, "node \(place), person \(user)")
            }
        }
    }
}

/// Nodes on a faulty network, of which some are paused, and people who come and go.
private struct PresenceWorld {
    static let people: ClosedRange<Int64> = 1...6

    /// A node, and how many connections people have to it.
    private struct Place {
        let node: BoardNode
        var open: [Int64: Int] = [:]
        var isPaused = false
    }

    private let network: FaultyNetwork
    private var random: SeededGenerator
    private var places: [Place] = []
    private let clock = TestClock()

    init(seed: UInt64) {
        network = FaultyNetwork(seed: seed)
        random = SeededGenerator(seed: seed)
        for _ in 1...3 { start() }
    }

    /// The nodes that live; those that have died are forgotten, as far as a process can.
    var running: [BoardNode] { places.map(\.node) }

    /// Who is connected to any of them.
    var there: Set<Int64> { Set(places.flatMap { $0.open.filter { $0.value > 0 }.keys }) }

    mutating func step() async {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: arrive()
        case 30..<58: leave()
        case 58..<90: await pass(seconds: Int.random(in: 1...4, using: &random))
        case 90, 91: network.goDown()
        case 92, 93: network.heal()
        case 94: die()
        case 95: if places.count < 4 { start() }
        case 96, 97: pause()
        default: resume()
        }
    }

    /// Lets everybody run on a network that carries everything, until the dead are known to be dead.
    mutating func calm() async {
        for index in places.indices { places[index].isPaused = false }
        for place in places { place.node.plug.set(out: false) }
        network.heal()
        network.becomeFaithful()
        await pass(seconds: 60)
    }

    private mutating func start() {
        places.append(Place(node: BoardNode(on: network.node(), clock: clock)))
    }

    /// A process that is gone is silent: its time does not go on.
    private mutating func die() {
        guard places.count > 1 else { return }
        let index = Int.random(in: places.indices, using: &random)
        places[index].node.plug.set(out: true)
        places.remove(at: index)
    }

    private mutating func pause() {
        guard let index = places.indices.randomElement(using: &random) else { return }
        places[index].isPaused = true
        places[index].node.plug.set(out: true)
    }

    private mutating func resume() {
        guard let index = places.indices.filter({ places[$0].isPaused }).randomElement(using: &random) else { return }
        places[index].isPaused = false
        places[index].node.plug.set(out: false)
    }

    private mutating func arrive() {
        guard let index = awake.randomElement(using: &random) else { return }
        let user = Int64.random(in: Self.people, using: &random)
        places[index].open[user, default: 0] += 1
        places[index].node.arrive(user)
    }

    private mutating func leave() {
        guard let index = awake.randomElement(using: &random) else { return }
        let here = places[index].open.filter { $0.value > 0 }.keys.sorted()
        guard let user = here.randomElement(using: &random) else { return }
        places[index].open[user, default: 0] -= 1
        places[index].node.leave(user)
    }

    private var awake: [Int] { places.indices.filter { !places[$0].isPaused } }

    private mutating func pass(seconds: Int) async {
        for _ in 0..<seconds {
            clock.advance(by: .seconds(1))
            for index in awake.shuffled(using: &random) { await places[index].node.passSecond() }
        }
    }
}
