#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a process has used so far, as Linux tells it in `/proc`.
public struct ProcessFigures: Hashable, Sendable {
    /// The processor time it has taken, in user mode and in the kernel.
    public var cpu: Duration
    /// The memory it holds now, in bytes.
    public var resident: Int64

    /// Looks at a process; nil when it is gone, or where there is no `/proc`.
    public init?(of process: Int32) {
        guard let stat = Self.text(of: "/proc/\(process)/stat"), let statm = Self.text(of: "/proc/\(process)/statm"),
            let figures = Self(
                stat: stat,
                statm: statm,
                ticks: Int64(sysconf(Int32(_SC_CLK_TCK))),
                page: Int64(sysconf(Int32(_SC_PAGESIZE)))
            )
        else { return nil }
        self = figures
    }

    /// Reads the two files' texts; proc(5) has the numbers of the fields.
    init?(stat: String, statm: String, ticks: Int64, page: Int64) {
        // The name of the program, in parentheses, may hold anything.
        guard ticks > 0, let name = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        let sizes = statm.split(separator: " ")
        guard fields.count > 12, sizes.count > 1, let user = Int64(fields[11]), let system = Int64(fields[12]),
            let pages = Int64(sizes[1])
        else { return nil }
        cpu = .milliseconds((user + system) * 1000 / ticks)
        resident = pages * page
    }

    private static func text(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
