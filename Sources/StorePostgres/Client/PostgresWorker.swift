/// One thread of a pool, with the connection that lives on it.
struct PostgresWorker: ~Copyable {
    private let number: Int
    private let engine: PostgresEngine
    private var link: PostgresLink?
    private var backoff: PostgresBackoff
    private var hasRested = false

    init(number: Int, engine: PostgresEngine) {
        self.number = number
        self.engine = engine
        backoff = PostgresBackoff(random: engine.random)
    }

    /// Serves calls until the pool is shut down.
    consuming func run() {
        loop: while true {
            switch engine.next(number, hasConnection: link != nil) {
            case .run(let tickets): serve(tickets)
            case .connect: connect()
            case .probe: probe()
            case .rest:
                engine.rest(number)
                hasRested = true
            case .giveUp(let tickets, let reason):
                for ticket in tickets { ticket.job.fail(.unavailable(reason: reason)) }
            case .end: break loop
            }
        }
        drop()
        engine.ended(number)
    }

    private mutating func connect() {
        do throws(PostgresError) {
            let link = try PostgresLink.connect(engine.configuration, logger: engine.logger)
            engine.connected(number, link)
            self.link = link
            hasRested = false
            backoff = PostgresBackoff(random: engine.random)
        } catch {
            engine.failedToConnect(error)
        }
    }

    private mutating func probe() {
        engine.rest(number, for: backoff.next())
        if !engine.isClosing { connect() }
    }

    private mutating func drop() {
        guard link != nil else { return }
        engine.dropped(number)
        link = nil
    }

    private mutating func serve(_ tickets: [PostgresPoolState.Ticket]) {
        guard let link else { return engine.putBack(tickets) }
        defer { hasRested = false }
        // A server that was restarted meanwhile is found out before anything is sent.
        // So is one that is on its way out, before it takes a call's second chance as well.
        if (hasRested || tickets[0].isSecondRun) && !link.isAlive() {
            drop()
            return engine.putBack(tickets)
        }
        let again = tickets.count == 1 ? serve(tickets[0], link) : serveJoined(tickets, link)
        if !link.isReusable { drop() }
        if !again.isEmpty { engine.putBack(again) }
    }

    /// Serves one call.
    ///
    /// - Returns: the call again, if it is to run once more.
    private func serve(_ ticket: PostgresPoolState.Ticket, _ link: PostgresLink) -> [PostgresPoolState.Ticket] {
        if ticket.job.run(on: link, mayRunAgain: !ticket.isSecondRun) { return [] }
        // Nothing is wrong with the connection itself when only a prepared statement is out of date.
        if link.isStale && !link.isBroken && (try? link.forgetStatements()) != nil {
            _ = ticket.job.run(on: link, mayRunAgain: false)
            return []
        }
        return [PostgresPoolState.Ticket(job: ticket.job, enqueued: ticket.enqueued, isSecondRun: true)]
    }

    /// Serves several reads in one round trip; should one of them fail, each on its own.
    private func serveJoined(
        _ tickets: [PostgresPoolState.Ticket],
        _ link: PostgresLink
    ) -> [PostgresPoolState.Ticket] {
        link.start(.read)
        do throws(PostgresError) {
            for call in tickets.lazy.compactMap(\.job.read) { try link.enqueue(call.statement, call.values) }
            let results = try link.settle()
            for (ticket, result) in zip(tickets, results) { ticket.job.answer(PostgresResult(taking: result)) }
            return []
        } catch {
            if link.isReusable || (link.isStale && !link.isBroken) { return tickets.flatMap { serve($0, link) } }
            return again(tickets, error, link)
        }
    }

    private func again(
        _ tickets: [PostgresPoolState.Ticket],
        _ error: PostgresError,
        _ link: PostgresLink
    ) -> [PostgresPoolState.Ticket] {
        guard link.mayRunAgain else {
            for ticket in tickets { ticket.job.fail(error) }
            return []
        }
        return tickets.map { .init(job: $0.job, enqueued: $0.enqueued, isSecondRun: true) }
    }
}
