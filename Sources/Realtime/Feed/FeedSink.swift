public import Domain
public import NIOCore
public import UseCases

/// A connection as a feed sees it: something to write to.
///
/// Bound to one event loop, and called only there.
public protocol FeedSink: AnyObject {
    /// Whether it is to be given WebSocket frames in their compressed form.
    var takesCompressed: Bool { get }

    /// Takes live events; a client that lets too much pile up is closed by whoever owns the connection.
    func write(_ bytes: ByteBuffer)

    /// Sends what was written since the last flush.
    func flush()

    /// Sends what a client lacks, as fast as it reads; succeeds when the bytes have left.
    func send(_ bytes: ByteBuffer) -> EventLoopFuture<Void>

    /// The feed is over: nothing more will be written.
    func ended(_ reason: FeedEnd)
}

/// Why a feed is over.
public enum FeedEnd: Hashable, Sendable {
    /// The session was ended elsewhere: log in again.
    case sessionEnded
    /// Too much has happened while the client was catching up: come back and resume.
    case tooSlow
    /// The store could not be read: come back and resume.
    case failed(MessengerError)
}

/// What a feed says beside events.
public enum FeedNotice: Hashable, Sendable {
    /// Everything that the account sees.
    case snapshot(User, Snapshot)
    /// The client has everything up to here; from now on it sees what happens.
    case synced(Position)
    /// The client's position means nothing here: a snapshot follows.
    case reset
    /// The client has come this far, for it to keep.
    case position(Position)
}

/// Turns what a feed says into bytes.
public protocol FeedEncoding: EventEncoding {
    /// The bytes for something beside events.
    func bytes(for notice: FeedNotice, as rendition: Rendition) -> ByteBuffer
}

/// From where a feed begins.
public enum FeedBeginning: Hashable, Sendable {
    /// From nothing: the client is given everything.
    case nothing
    /// From a position that the client was given.
    case position(Position)
    /// From the last changes that the client has seen, by chat.
    case cursors([ID<Chat>: Seq])
}
