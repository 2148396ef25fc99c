import Domain
import Synchronization
import Testing
import UseCases

@testable import Realtime

@Suite("What the hub tells other nodes")
struct NoticeTests {
    @Test("of what has a number its number, what passes itself, and nothing of who is there")
    func notices() {
        let bus = SentNotices()
        let hub = Hub(group: TestLoops(1), encoder: ShortFrames(), store: FakeLog(), nodes: bus)
        let presence = Event.presence(Presence(user: ID(1), isOnline: true, lastSeen: nil))
        hub.publish([presence, .message(1), .typing(ID(1), ID(2))])
        hub.publish([presence])
        #expect(bus.all == [[.reached(.changes(ID(1)), 1), .passing(.typing(ID(1), ID(2)))]])
    }
}

/// A bus that only writes down what it is to carry.
private final class SentNotices: NodeBus {
    private let sent = Mutex<[[Notice]]>([])

    var all: [[Notice]] { sent.withLock { $0 } }

    func send(_ notices: [Notice]) {
        sent.withLock { $0.append(notices) }
    }

    func listen(receive: @escaping @Sendable ([Notice]) -> Void, isBack: @escaping @Sendable () -> Void) {}
}
