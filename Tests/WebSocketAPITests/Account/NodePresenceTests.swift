import Domain
import Foundation
import MessengerServer
import NIOCore
import Testing
import UseCases
import Wire

@testable import TestKit

/// The bus loses, doubles, delays and reorders: what it loses comes with a later beat.
@Suite("Who is there, over several nodes", .timeLimit(.minutes(2)))
struct NodePresenceTests {
    @Test("who came on one node before somebody began to watch on the other is seen", arguments: [1, 2, 3] as [UInt64])
    func before(seed: UInt64) async throws {
        try await withNodes(on: FaultyNetwork(seed: seed), tune: quickly) { one, other in
            let (anna, boris) = try await (one.person("anna"), one.person("boris"))
            _ = try await anna.talk(to: boris)
            _ = try await AccountSocket(one, as: boris)
            let watcher = try await Watcher(other, anna, of: boris)
            try await watcher.sees(boris)
        }
    }

    @Test(
        "somebody on two nodes who leaves one is still there, and has gone with the other",
        arguments: [1, 2, 3] as [UInt64]
    )
    func twoNodes(seed: UInt64) async throws {
        try await withNodes(on: FaultyNetwork(seed: seed), tune: quickly) { one, other in
            let (anna, boris) = try await (one.person("anna"), one.person("boris"))
            let (vera, gleb) = try await (one.person("vera"), one.person("gleb"))
            _ = try await anna.group(boris, vera, gleb)
            let boriss = try await AccountSocket(one, as: boris)
            let near = try await Watcher(one, anna, of: boris, vera, gleb)
            let far = try await Watcher(other, anna, of: boris, vera, gleb)
            for watcher in [near, far] { try await watcher.sees(boris) }
            // A roster is known as a whole: who sees one that came after boris, knows of boris there.
            let others = try await AccountSocket(other, as: boris)
            _ = try await AccountSocket(other, as: vera)
            for watcher in [near, far] { try await watcher.sees(vera, whileThere: boris) }

            for node in [one, other] { node.clock.advance(by: .seconds(100)) }
            try await boriss.socket.sendClose(1000)
            try await one.waits(until: boris, at: .noon + .seconds(100))
            _ = try await AccountSocket(one, as: gleb)
            for watcher in [near, far] { try await watcher.sees(gleb, whileThere: boris) }

            try await others.socket.sendClose(1000)
            for watcher in [near, far] { try await watcher.misses(boris, since: "2026-11-23T12:01:40.000001+00:00") }
        }
    }

    @Test("the people of a node that stops have gone after a while, but for those who are on another")
    func stop() async throws {
        try await withNodes(on: FaultyNetwork(seed: 4)) {
            quickly(&$0)
            // Nobody has left when the node stops.
            $0.presenceGrace = .seconds(10)
        } _: { one, other in
            let (anna, boris) = try await (one.person("anna"), one.person("boris"))
            let (vera, gleb) = try await (one.person("vera"), one.person("gleb"))
            let chat = try await anna.group(boris, vera, gleb)
            _ = try await AccountSocket(other, as: vera)
            _ = try await AccountSocket(other, as: boris)
            let watcher = try await Watcher(one, anna, of: boris, vera, gleb)
            try await watcher.sees(boris, vera)
            _ = try await AccountSocket(one, as: vera)
            one.clock.advance(by: .seconds(100))
            // The other node was heard after that.
            let glebs = try await AccountSocket(other, as: gleb)
            try await watcher.sees(gleb)
            await other.shutDown()
            #expect(try await glebs.socket.closeCode() == 1012)
            try await watcher.misses(boris, since: "2026-11-23T12:01:40.000001+00:00", whileThere: vera)
            // Kept for those who ask later, by the nodes that remain.
            try await one.waits(until: boris, at: .noon + .seconds(100))
            _ = try await gleb.say("still here", in: chat)
            try await watcher.hears("still here", whileThere: vera)
        }
    }

    @Test(
        "a node that stops keeps when those who were still there were last seen",
        arguments: [StoreKind.sqlite, .postgres]
    )
    func kept(store: StoreKind) async throws {
        try await withSuccessor(on: store) { first, people in
            let (anna, boris) = try await (first.person("anna"), first.person("boris"))
            _ = try await anna.talk(to: boris)
            let boriss = try await AccountSocket(first, as: boris)
            people.yield(anna)
            people.yield(boris)
            first.clock.advance(by: .seconds(30))
            await first.shutDown()
            #expect(try await boriss.socket.closeCode() == 1012)
            #expect(try await first.stops(within: .seconds(60)))
        } then: { second, people in
            let (anna, boris) = (people[0], people[1])
            let watcher = try await Watcher(second, anna, of: boris)
            let answer = try await watcher.socket.next("presence")
            #expect(answer["online"] == .bool(false))
            #expect(answer["last_seen"].text == "2026-11-23T12:00:30.000001+00:00")
        }
    }
}

/// Beats that come often, and a lease so long that a faulty bus does not lose a whole one by chance.
private func quickly(_ tuning: inout Tuning) {
    tuning.presenceGrace = .milliseconds(10)
    tuning.presenceBeat = .milliseconds(25)
    tuning.presenceLease = .seconds(2)
    tuning.closeTimeout = .milliseconds(100)
}

/// Runs a server until it has stopped, then another one on what the first has stored.
private func withSuccessor(
    on store: StoreKind,
    _ body: (TestServer, AsyncStream<Person>.Continuation) async throws -> Void,
    then: (TestServer, [Person]) async throws -> Void
) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "messenger-nodes-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    // Holds the database of PostgreSQL until both have stopped.
    try await withServer(store) { host in
        let (stream, people) = AsyncStream<Person>.makeStream()
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.database.url = host.databaseURL.map { Secret($0) }
            configuration.dataDirectory = folder.path
        }
        try await withServer(configure: configure) { try await body($0, people) }
        people.finish()
        let known = await stream.reduce(into: []) { $0.append($1) }
        try await withServer(configure: configure) { try await then($0, known) }
    }
}

/// A socket that watches people.
private struct Watcher: Sendable {
    let socket: AccountSocket
    private let question: String

    init(_ server: TestServer, _ person: Person, of people: Person...) async throws {
        socket = try await AccountSocket(server, as: person, isPresent: false)
        question = #"{"type":"presence","user_ids":[\#(people.map { String($0.id) }.joined(separator: ","))]}"#
        try await socket.socket.send(question)
    }

    /// Waits until all of them were said to be there; it would be a fault if `other` were said to have gone before that.
    func sees(_ people: Person..., whileThere other: Person? = nil) async throws {
        var missing = Set(people.map(\.id))
        while !missing.isEmpty {
            let frame = try await next(whileThere: other)
            if frame.isOnline { missing.remove(frame.person) }
        }
    }

    /// Waits until somebody is said to have gone.
    func misses(_ person: Person, since time: String, whileThere other: Person? = nil) async throws {
        while true {
            let frame = try await next(whileThere: other)
            guard frame.person == person.id, !frame.isOnline else { continue }
            #expect(frame.lastSeen == time)
            return
        }
    }

    /// Waits for a message; it would be a fault if `other` were said to have gone before that.
    func hears(_ text: String, whileThere other: Person) async throws {
        while true {
            let frame = try await socket.next("presence", "message")
            guard frame.said != text else { return }
            #expect(frame["user_id"].number != other.id || frame["online"] == .bool(true), "\(frame)")
        }
    }

    private func next(whileThere other: Person?) async throws -> (person: Int64, isOnline: Bool, lastSeen: String?) {
        let frame = try await socket.next("presence")
        let isOnline = frame["online"] == .bool(true)
        let person = try #require(frame["user_id"].number)
        #expect(isOnline || person != other?.id, "\(frame)")
        return (person, isOnline, frame["last_seen"].text)
    }
}

extension TestServer {
    /// Waits until the store has it that somebody was last seen at a time: it is told by the node that they have left.
    fileprivate func waits(until seen: Person, at time: Timestamp) async throws {
        let people: Set<ID<User>> = [ID(seen.id)]
        try await eventually("that it is kept when \(seen.email) was last seen") {
            let known = try await application.messenger.acquaintances(of: ID(seen.id), among: people)
            return known.first?.lastSeen == time ? () : nil
        }
    }
}
