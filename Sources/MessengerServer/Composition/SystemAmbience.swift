import Domain
import FoundationEssentials
import UseCases

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The system's clock.
struct SystemClock: WallClock {
    func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

/// Names for messages that begin with the time, in milliseconds, and go on at random.
struct TimeOrderedClientMessageIDs: ClientMessageIDMaking {
    private let clock: any WallClock

    init(clock: some WallClock = SystemClock()) {
        self.clock = clock
    }

    func make() -> ClientMessageID {
        let milliseconds = UInt64(bitPattern: clock.now().microseconds / 1000)
        let high = milliseconds << 16 | 0x4000 | .random(in: 0...0xFFF)
        let low: UInt64 = 0x8000_0000_0000_0000 | .random(in: 0...0x3FFF_FFFF_FFFF_FFFF)
        let uuid = withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
            UUID(uuid: $0.loadUnaligned(as: uuid_t.self))
        }
        return ClientMessageID(stored: uuid.uuidString.lowercased())
    }
}
