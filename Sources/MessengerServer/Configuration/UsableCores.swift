import FoundationEssentials
import NIOCore

/// How many event loops serve best, given the cores of the machine and those that this process was bound to; nil for
/// the latter where nobody knows.
///
/// A loop is a thread: two that share one core halve what each joins into a write, and pay for switching.
func loopCount(cores: Int, bound: Int?) -> Int {
    max(1, min(cores, bound ?? cores))
}

/// How many connections to a database serve best: as many as cores can be busy with what they bring, and one that waits.
///
/// Reads that wait together share a round trip. More connections mean fewer of them in each, and threads and PostgreSQL's
/// processes that wake each other for one read at a time.
func connectionCount(cores: Int) -> Int {
    max(3, cores + 1)
}

extension ServerConfiguration.Database {
    /// How many connections to use.
    var connections: Int {
        poolSize ?? connectionCount(cores: loopCount(cores: System.coreCount, bound: boundCores()))
    }
}

/// Makes NIO's shared group as large as the cores that this process may use, `taskset` and the like included; has to
/// come before anything uses the group.
public func fitLoopsToCores() {
    NIOSingletons.groupLoopCountSuggestion = loopCount(cores: System.coreCount, bound: boundCores())
}

/// The cores that the process was bound to when it was started, as Linux tells; nil where it does not.
private func boundCores() -> Int? {
    let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
    return status.flatMap { allowedCores(status: $0) }
}

/// How many cores a process may run on, by the text of its `/proc/…/status`: a mask in hexadecimal groups.
func allowedCores(status: String) -> Int? {
    let name = "Cpus_allowed:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else { return nil }
    let count = line.dropFirst(name.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return count > 0 ? count : nil
}
