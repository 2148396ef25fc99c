import SystemPackage
import Testing

@testable import MessengerServer

@Suite("the log's output")
struct LogOutputTests {
    @Test("keeps lines whole when many write at once, also lines longer than a pipe")
    func wholeLines() async throws {
        let pipe = try Capture()
        let reading = Task.detached { try pipe.readAll() }
        let long = String(repeating: "x", count: 100_000)
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<20 {
                        pipe.output.write("\(writer) \(number) \(number % 10 == 0 ? long : "y")\n")
                    }
                }
            }
        }
        pipe.closeWriter()
        let lines = try await reading.value.split(separator: "\n")
        #expect(lines.count == 160)
        for writer in 0..<8 {
            let own = lines.filter { $0.hasPrefix("\(writer) ") }
            #expect(own.map { $0.split(separator: " ")[1] } == (0..<20).map { "\($0)" })
        }
        #expect(lines.allSatisfy { $0.hasSuffix(" y") || $0.hasSuffix(" " + long) })
    }

    @Test("gives up a line that nobody can take, and goes on")
    func closed() throws {
        let full = try FileDescriptor.open("/dev/full", .writeOnly)
        defer { try? full.close() }
        LogOutput(descriptor: full.rawValue).write("lost\n")
        let pipe = try Capture()
        pipe.output.write("kept\n")
        #expect(try pipe.finish() == "kept\n")
    }

    @Test("knows that a pipe is no terminal")
    func noTerminal() throws {
        let pipe = try Capture()
        #expect(!pipe.output.isTerminal)
        pipe.closeWriter()
    }
}
