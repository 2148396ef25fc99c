public import NIOCore

/// What one connection may cost before and while it speaks HTTP.
public struct ConnectionLimits: Sendable {
    /// The longest field, and the longest sum of all fields, of a request's head, in bytes.
    public var headerBytes: Int
    /// How long a new connection may wait before its first request has arrived.
    public var firstRequest: TimeAmount
    /// How long a connection may be idle between two requests.
    public var idle: TimeAmount

    /// Limits that fit browsers and proxies.
    public init(
        headerBytes: Int = 32 * 1024,
        firstRequest: TimeAmount = .seconds(30),
        idle: TimeAmount = .seconds(75)
    ) {
        self.headerBytes = headerBytes
        self.firstRequest = firstRequest
        self.idle = idle
    }
}
