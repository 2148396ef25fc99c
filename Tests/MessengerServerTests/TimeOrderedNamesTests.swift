import Domain
import Foundation
import Testing
import UseCases

@testable import MessengerServer

@Suite("The server's own names for messages")
struct TimeOrderedNamesTests {
    private struct Clock: WallClock {
        let time: Timestamp

        func now() -> Timestamp { time }
    }

    private func name(at milliseconds: Int64) -> String {
        TimeOrderedClientMessageIDs(clock: Clock(time: Timestamp(microseconds: milliseconds * 1000 + 999))).make()
            .rawValue
    }

    @Test("they read as UUIDs of version 4, in lower case")
    func form() throws {
        for _ in 0..<200 {
            let name = name(at: 1_764_230_400_000)
            #expect(name.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            #expect(UUID(uuidString: name) != nil)
        }
    }

    @Test("those of a later millisecond come after those of an earlier one")
    func order() {
        let times: [Int64] = [0, 1, 255, 256, 65_535, 65_536, 1_764_230_400_000, 1_764_230_400_001, (1 << 48) - 1]
        let names = times.map(name)
        #expect(names == names.sorted())
        #expect(names[6].hasPrefix("019ac453-8800-4"))
    }

    @Test("no two are alike, also within a millisecond")
    func distinct() {
        #expect(Set((0..<10_000).map { _ in name(at: 1) }).count == 10_000)
    }
}
