import Domain
import Testing

@testable import UseCases

@Suite("Lanes into the store")
struct LaneTableTests {
    @Test("a lane is filled before the next one is begun, and then the emptiest is taken")
    func filling() {
        var table = LaneTable(lanes: 3, fill: 2)
        #expect((1...6).map { table.enter(ID($0)) } == [0, 0, 1, 1, 2, 2])
        table.leave(ID(3))
        #expect(table.enter(ID(7)) == 1)
        table.leave(ID(5))
        table.leave(ID(6))
        _ = table.enter(ID(8))
        #expect((9...11).map { table.enter(ID($0)) } == [2, 0, 1])
    }

    @Test("a chat keeps its lane while anything of it is under way, however full that is")
    func keeping() {
        var table = LaneTable(lanes: 2, fill: 2)
        #expect((1...5).map { _ in table.enter(ID(1)) } == [0, 0, 0, 0, 0])
        #expect(table.enter(ID(2)) == 1)
        for _ in 1...4 { table.leave(ID(1)) }
        #expect(table.enter(ID(2)) == 1)
        #expect(table.enter(ID(1)) == 0)
    }

    @Test("a chat of which nothing is under way any more may change its lane")
    func changing() {
        var table = LaneTable(lanes: 2, fill: 1)
        #expect(table.enter(ID(1)) == 0)
        #expect(table.enter(ID(2)) == 1)
        table.leave(ID(2))
        table.leave(ID(1))
        #expect(table.enter(ID(2)) == 0)
        #expect(table.enter(ID(1)) == 1)
    }
}
