import Domain
import NIOConcurrencyHelpers
import UseCases

extension Hub {
    /// How many events are fetched at once.
    private static let slice = 200
    /// How long to wait before a store that could not be read is asked again.
    private static let pause = Duration.seconds(1)

    /// Fetches what a lane lacks, and hands it on; called by whoever was told to fetch.
    func recover(_ lane: Lane) {
        // Owned by the hub: it ends when the lane has caught up, or when nobody listens to it any more.
        Task { [weak self] in
            while let self, let missing = self.missing(in: lane) {
                do throws(MessengerError) {
                    let events = try await self.store.events(
                        in: lane,
                        after: missing.after,
                        through: missing.through,
                        limit: Self.slice
                    )
                    self.handOn(events, of: lane, after: missing.after)
                } catch {
                    try? await Task.sleep(for: Self.pause)
                }
            }
        }
    }

    /// Asks the store how far every lane that is listened to has come: notices may have been lost.
    public func catchUp() {
        let lanes = topics.withLockedValue { $0.lanes }
        guard !lanes.isEmpty else { return }
        // Owned by the hub: it ends with its one call to the store.
        Task { [weak self] in
            guard let self, let ends = try? await self.store.ends(of: lanes) else { return }
            self.hear(ends.map { .reached($0.key, $0.value) })
        }
    }

    private func missing(in lane: Lane) -> (after: Int64, through: Int64)? {
        topics.withLockedValue { topics in topics.withLane(lane) { $0.missing() } } ?? nil
    }

    private func handOn(_ events: [Event], of lane: Lane, after number: Int64) {
        let toWake = topics.withLockedValue { topics in
            let news = events.filter { event in
                guard let number = event.place?.number else { return false }
                return topics.withLane(lane) { $0.fetched(number) } == true
            }
            if news.isEmpty { _ = topics.withLane(lane) { $0.nothingFound(after: number) } }
            return append(news, topics)
        }
        wake(toWake)
    }
}
