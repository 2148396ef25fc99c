import Domain
import NIOCore
import UseCases

/// Reads from the store what a feed's client lacks, and has it sent as fast as the client reads.
struct FeedReader: Sendable {
    let feed: NIOLoopBound<AccountFeed>
    let user: User
    let rendition: Rendition
    let surroundings: AccountFeed.Surroundings

    /// Where the hub fetches what it has missed, too.
    private var store: any SyncStore { surroundings.hub.store }

    /// The whole way from a beginning to being live.
    func run(from beginning: FeedBeginning) async {
        await ending {
            let position = try await readUp(from: beginning)
            let gaps = try await onLoop { $0.follow(everythingIn: position) }
            try await fill(gaps)
            try await onLoop { feed in
                if case .nothing = beginning {} else { feed.owesSynced = true }
                feed.readerIsDone()
            }
        }
    }

    /// What the hub has handed on before a feed came to a topic, and whether more was missed.
    func settle(_ gaps: [FeedGap]) async {
        await ending {
            try await fill(gaps)
            try await onLoop { $0.readerIsDone() }
        }
    }

    private func ending(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let error as MessengerError {
            try? await onLoop { $0.end(.failed(error)) }
        } catch {
            // The connection is gone; its owner stops the feed.
        }
    }

    // MARK: Slices

    private func readUp(from beginning: FeedBeginning) async throws -> Position {
        switch beginning {
        case .nothing:
            return try await sendSnapshot()
        case .position(let position):
            return try await sendSlices(since: position)
        case .cursors(let cursors):
            let epoch = try await store.position(of: user.id).epoch
            let chats = cursors.mapValues { Position.InChat(seq: $0, receipts: .start) }
            return try await sendSlices(since: Position(epoch: epoch, account: .start, chats: chats))
        }
    }

    private func sendSnapshot() async throws -> Position {
        let snapshot = try await store.snapshot(for: user.id)
        try await send(surroundings.encoder.bytes(for: .snapshot(user, snapshot), as: rendition))
        return snapshot.position
    }

    private func sendSlices(since beginning: Position) async throws -> Position {
        var position = beginning
        while true {
            let answer = try await store.changes(for: user.id, since: position, limit: surroundings.limits.slice)
            guard case .slice(let slice) = answer else {
                try await send(surroundings.encoder.bytes(for: .reset, as: rendition))
                return try await sendSnapshot()
            }
            try await send(slice.events)
            position = slice.position
            guard slice.hasMore else { return position }
            // A client whose connection does not last until the end gets further each time.
            try await send(surroundings.encoder.bytes(for: .position(position), as: rendition))
        }
    }

    // MARK: Gaps

    private func fill(_ gaps: [FeedGap]) async throws {
        for gap in gaps where gap.isOpen {
            var after = gap.after
            while after < gap.through {
                let events = try await store.events(
                    in: gap.lane,
                    after: after,
                    through: gap.through,
                    limit: surroundings.limits.slice
                )
                try await send(events)
                try await onLoop { feed in events.forEach(feed.notice) }
                guard let last = events.last?.place?.number else { break }
                after = last
            }
        }
        // A topic that nobody listened to before may have missed what was published while its end was read.
        let ends = try await store.ends(of: gaps.map(\.lane))
        surroundings.hub.hear(ends.map { .reached($0.key, $0.value) })
    }

    // MARK: Sending

    private func send(_ events: [Event]) async throws {
        var chunk = ByteBuffer()
        for event in events {
            surroundings.encoder.write(event, as: rendition, to: &chunk)
            guard chunk.readableBytes >= surroundings.limits.chunk else { continue }
            try await send(chunk)
            chunk = ByteBuffer()
        }
        if chunk.readableBytes > 0 { try await send(chunk) }
    }

    private func send(_ bytes: ByteBuffer) async throws {
        let feed = feed
        try await feed.eventLoop.flatSubmit { () -> EventLoopFuture<Void> in
            guard feed.value.phase != .ended, let sink = feed.value.sink else {
                return feed.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
            }
            return sink.send(bytes)
        }.get()
    }

    private func onLoop<Value: Sendable>(
        _ body: @escaping @Sendable (AccountFeed) throws -> Value
    ) async throws -> Value {
        let feed = feed
        return try await feed.eventLoop.submit {
            guard feed.value.phase != .ended else { throw ChannelError.ioOnClosedChannel }
            return try body(feed.value)
        }.get()
    }
}

/// What the hub has handed on of a lane before a feed came to it.
struct FeedGap: Sendable {
    let lane: Lane
    /// What the client has.
    let after: Int64
    /// What the hub hands on comes after this.
    let through: Int64

    /// Whether there is anything in it.
    var isOpen: Bool { after < through }
}
