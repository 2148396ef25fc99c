import MessengerServer
import NIOCore
import NIOWebSocket
import TestKit
import Testing

@Suite("The life of a socket", .timeLimit(.minutes(10)))
struct LifetimeTests {
    @Test("a reader that does not read is closed and told to come back, while the others go on")
    func slowReader() async throws {
        try await withServer {
            $0.webSocket.outboxBytes = 64 * 1024
        } tune: {
            $0.closeTimeout = .seconds(600)
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let annas = try await server.socket(chat, as: anna)
            let slow = try await server.socket(chat, as: boris, receiveBuffer: 4096)
            try await slow.connection.setReading(false)
            let text = String(repeating: "x", count: 50_000)
            // More than the system's own buffers take; each message is waited for, so that the quick one keeps up.
            for round in 1...200 {
                try await annas.send(message("\(round) \(text)"))
                #expect(try await annas.json().said?.hasPrefix("\(round) ") == true)
            }
            try await slow.connection.setReading(true)
            #expect(try await slow.closeCode() == 1013)
            try await annas.send(message("still here"))
            #expect(try await annas.json().said == "still here")
        }
    }

    @Test("a reader that pauses gets everything in order, what the system took and what waited here")
    func pausingReader() async throws {
        try await withServer {
            $0.webSocket.outboxBytes = 1 << 30
        } _: { server in
            let (anna, boris) = try await (server.person("anna"), server.person("boris"))
            let chat = try await anna.group(boris)
            let annas = try await server.socket(chat, as: anna)
            let pausing = try await server.socket(chat, as: boris, receiveBuffer: 4096)
            let text = String(repeating: "x", count: 50_000)
            for pause in 0..<2 {
                try await pausing.connection.setReading(false)
                // More than the system's own buffers take.
                let numbers = (pause * 200)..<(pause * 200 + 200)
                for number in numbers {
                    try await annas.send(message("\(number) \(text)"))
                    #expect(try await annas.json().said?.hasPrefix("\(number) ") == true)
                }
                try await pausing.connection.setReading(true)
                for number in numbers {
                    #expect(try await pausing.json().said == "\(number) \(text)")
                }
            }
        }
    }

    @Test("a server that stops tells its clients to come back")
    func shutdown() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            _ = try await talk.annaSays("last words")
            await server.shutDown()
            for socket in [talk.annas, talk.boriss] { #expect(try await socket.closeCode() == 1012) }
        }
    }

    @Test("a server that stops waits for its clients' goodbyes before it lets go of anything")
    func shutdownWaits() async throws {
        try await withServer { _ in
        } tune: {
            $0.closeTimeout = .seconds(600)
        } _: { server in
            let talk = try await Talk(server)
            await server.shutDown()
            #expect(try await talk.annas.frame().closeCode == 1012)
            #expect(try await talk.boriss.closeCode() == 1012)
            #expect(try await !server.stops(within: .milliseconds(300)))
            try await talk.annas.sendClose(1012)
            #expect(try await server.stops(within: RawConnection.patience))
        }
    }

    @Test("a burst of long messages does not make a reader slow that reads as they come")
    func burst() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            let text = String(repeating: "x", count: 60_000)
            let count = 100
            try await talk.annas.send((1...count).map { message("\($0) \(text)") })
            for number in 1...count {
                #expect(try await talk.boriss.json().said?.hasPrefix("\(number) ") == true)
            }
            for _ in 1...count { _ = try await talk.annas.json() }
        }
    }

    @Test("a client that does not answer the server's goodbye is dropped")
    func deafClient() async throws {
        try await withServer { _ in
        } tune: {
            $0.closeTimeout = .milliseconds(50)
        } _: { server in
            let talk = try await Talk(server)
            try await talk.annas.send(first: 0x83, payload: [])
            let frame = try await talk.annas.frame()
            #expect(frame.closeCode == 1002)
            #expect(try await talk.annas.connection.end() == [])
        }
    }

    @Test("a client is pinged, and dropped when it stays silent")
    func deadPeer() async throws {
        try await withServer {
            $0.webSocket.pingInterval = .milliseconds(100)
        } _: { server in
            let anna = try await server.person("anna")
            let socket = try await server.socket(anna.group(), as: anna)
            let ping = try await socket.frame()
            #expect(ping.opcode == .ping)
            #expect(try await socket.closeCode() == nil)
        }
    }

    @Test("a client that floods the server is answered all the same, in order")
    func flood() async throws {
        try await withServer { server in
            let talk = try await Talk(server)
            // Several times as many as the server works on at once for one socket.
            try await talk.annas.send((1...600).map { $0.isMultiple(of: 3) ? read(4711) : message("\($0)") })
            let expected = (1...600).filter { !$0.isMultiple(of: 3) }.map(String.init)
            var texts: [String] = []
            for _ in expected { texts.append(try await talk.boriss.json().said ?? "") }
            #expect(texts == expected)
        }
    }
}
