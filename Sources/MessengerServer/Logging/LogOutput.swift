import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Where the lines of the log go: one after the other, each whole.
public final class LogOutput: Sendable {
    private let descriptor: Int32
    /// Held while a line is written, so that a line that takes two writes is not torn by another.
    private let turn = Mutex(())

    /// Writes to an open descriptor, which stays open.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The standard error.
    public static let standardError = LogOutput(descriptor: STDERR_FILENO)

    /// Whether somebody looks at it.
    var isTerminal: Bool {
        isatty(descriptor) == 1
    }

    /// Writes one line, with a single system call unless the kernel takes only a part of it.
    ///
    /// A line that cannot be written is lost: nobody could be told, and the server must go on. A descriptor that does
    /// not block gets a tenth of a second to make room.
    func write(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            turn.withLock { _ in
                var rest = UnsafeRawBufferPointer(bytes)
                while !rest.isEmpty, let count = writeSome(rest) {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                }
            }
        }
    }

    /// How many bytes went out; nil when the line must be given up.
    private func writeSome(_ bytes: UnsafeRawBufferPointer) -> Int? {
        while true {
            #if canImport(Glibc)
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            #elseif canImport(Musl)
            let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
            #else
            let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
            #endif
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN where waitForRoom(): continue
            default: return nil
            }
        }
    }

    private func waitForRoom() -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&waiting, 1, 100) > 0
    }
}
