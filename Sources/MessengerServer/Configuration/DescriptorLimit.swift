#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How many files and sockets this process may have open.
public struct DescriptorLimit: Hashable, Sendable {
    /// The limit that the process was started with.
    public let before: Int
    /// The limit now.
    public let after: Int

    /// The most that is asked for: beyond it the kernel's tables cost more than connections are worth.
    static let cap = 1_048_576

    /// The limit to ask for, given the soft and the hard one; never less than there is.
    static func target(soft: UInt64, hard: UInt64) -> UInt64 {
        max(soft, min(hard, UInt64(cap)))
    }
}

/// Raises the limit of open files and sockets as far as this user may; leaves it alone where that fails.
public func raiseDescriptorLimit() -> DescriptorLimit {
    #if canImport(Glibc)
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    let files = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return DescriptorLimit(before: 0, after: 0) }
    let before = limit.rlim_cur
    limit.rlim_cur = rlim_t(DescriptorLimit.target(soft: UInt64(before), hard: UInt64(limit.rlim_max)))
    let after = setrlimit(files, &limit) == 0 ? limit.rlim_cur : before
    return DescriptorLimit(before: Int(clamping: before), after: Int(clamping: after))
}
