import TestKit
import Testing
import Wire

/// The server as a whole: whatever people do, and however their devices come and go, each device ends up with what it
/// would be told anew.
@Suite("Devices of people who write, read, come and go at random", .timeLimit(.minutes(10)))
struct DevicePropertyTests {
    @Test("have what they would be told anew", arguments: StoreKind.all, [1, 2, 3] as [UInt64])
    func convergence(store: StoreKind, seed: UInt64) async throws {
        try await withServer(store) { server in
            var crowd = try await Crowd(seed: seed, on: server)
            for _ in 0..<120 {
                try await crowd.act()
                try await crowd.moveDevice()
            }
            for device in crowd.devices {
                if !device.isConnected { try await device.ask(replies: .max, limit: 7) }
                var told = DeviceModel(of: device.person.id)
                told.begin(with: try await device.person.get("/sync").json)
                await device.show(told.shown)
                #expect(device.shown == told.shown)
            }
            for device in crowd.devices { await device.loseConnection() }
        }
    }
}

/// Some people, each with two devices.
private struct Crowd {
    let people: [Person]
    let devices: [Device]
    private var random: SeededGenerator
    private var chats: [Int64] = []
    private var said = 0

    init(seed: UInt64, on server: TestServer) async throws {
        var people: [Person] = []
        for name in ["anna", "boris", "vera", "gleb"] { people.append(try await server.person(name)) }
        self.people = people
        devices = people.flatMap { [Device(of: $0, on: server), Device(of: $0, on: server)] }
        random = SeededGenerator(seed: seed)
        chats = [try await people[0].group(people[1], people[2]), try await people[1].group()]
    }

    /// Somebody does something; what is not allowed is refused, and that is all.
    mutating func act() async throws {
        let person = pick(people)
        let chat = pick(chats)
        switch pick(0..<20) {
        case 0:
            let reply = try await person.post("/chats", group(of: [pick(people), pick(people)]))
            if let id = reply.json["id"].number { chats.append(id) }
        case 1:
            let reply = try await person.post("/chats", #"{"name":"talk","member_ids":[\#(pick(people).id)]}"#)
            if let id = reply.json["id"].number { chats.append(id) }
        case 2...4: try await check(person.post("/chats/\(chat)/read", #"{"seq":\#(pick(0..<30))}"#))
        case 5...6:
            let ids = "\(pick(people).id),\(pick(people).id)"
            try await check(person.post("/chats/\(chat)/members", #"{"user_ids":[\#(ids)]}"#))
        case 7: try await check(person.delete("/chats/\(chat)/members/\(pick(people).id)"))
        case 8: try await check(person.delete("/chats/\(chat)/members/\(person.id)"))
        default: try await say(in: chat)
        }
    }

    /// A device comes, asks, or loses its connection.
    mutating func moveDevice() async throws {
        let device = pick(devices)
        switch (device.isConnected, pick(0..<4)) {
        case (true, 0...1): await device.loseConnection()
        case (true, _): break
        case (false, 0): try await device.openSocket()
        case (false, 1): try await device.openStream()
        case (false, _): try await device.ask(replies: pick(1..<4), limit: pick(1..<8))
        }
    }

    private mutating func say(in chat: Int64) async throws {
        said += 1
        let device = pick(devices)
        if pick(0..<2) == 0, try await device.say("line \(said)", in: chat) { return }
        try await check(device.person.say("line \(said)", in: chat))
    }

    private func group(of members: [Person]) -> String {
        let ids = members.map { String($0.id) }.joined(separator: ",")
        return #"{"name":"group","chat_type":"group","member_ids":[\#(ids)]}"#
    }

    private func check(_ reply: Reply) {
        #expect([200, 204, 400, 403].contains(reply.status), "\(reply)")
    }

    private mutating func pick<Elements: RandomAccessCollection>(_ elements: Elements) -> Elements.Element {
        let step = Int(random.next() % UInt64(elements.count))
        return elements[elements.index(elements.startIndex, offsetBy: step)]
    }
}
