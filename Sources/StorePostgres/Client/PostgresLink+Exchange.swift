import CLibPQ

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension PostgresLink {
    /// Queues a statement, before it what it needs: a BEGIN that is due, and its preparation.
    func enqueue(_ statement: PostgresStatement, _ values: [PostgresValue]) throws(PostgresError) {
        if isBroken { throw lost() }
        if case .pending(let begin) = transaction {
            transaction = .open
            try send(begin, [], step: .begin)
        }
        try send(statement, values, step: .call)
    }

    /// Sends what is queued with one sync, and reads all answers.
    ///
    /// - Returns: one result for each call, to be cleared by the caller.
    /// - Throws: the first error; everything up to the sync is then undone by the server, outside of a transaction.
    func settle() throws(PostgresError) -> [OpaquePointer] {
        var results: [OpaquePointer] = []
        results.reserveCapacity(steps.count)
        var failure: PostgresError?
        do throws(PostgresError) {
            try settle(into: &results, &failure)
        } catch {
            failure = error
        }
        steps.removeAll(keepingCapacity: true)
        guard let failure else { return results }
        for result in results { PQclear(result) }
        throw failure
    }

    private func settle(into results: inout [OpaquePointer], _ failure: inout PostgresError?) throws(PostgresError) {
        let wasDoubtful = isDoubtful
        if case .open = transaction {} else { isDoubtful = true }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        try flush()
        for step in steps {
            guard let result = try next() else { throw lost("an answer is missing") }
            receive(result, of: step, &results, &failure)
            if isBroken { return }
            guard try next() == nil else { throw lost("an answer too many") }
        }
        guard let sync = try next(), PQresultStatus(sync) == PGRES_PIPELINE_SYNC else { throw lost() }
        PQclear(sync)
        if failure != nil { isDoubtful = wasDoubtful }
    }

    private func receive(
        _ result: OpaquePointer,
        of step: Step,
        _ results: inout [OpaquePointer],
        _ failure: inout PostgresError?
    ) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            switch step {
            case .call: return results.append(result)
            case .prepare(let number): prepared[number] = true
            case .begin: break
            }
        case PGRES_PIPELINE_ABORTED: break
        case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: failure = failure ?? error(of: result)
        default: failure = lost("a COPY is not supported")
        }
        PQclear(result)
    }

    private func send(_ statement: PostgresStatement, _ values: [PostgresValue], step: Step) throws(PostgresError) {
        encoder.encode(values)
        guard let number = statement.number else { return try sendUnprepared(statement, step: step) }
        while prepared.count <= number { prepared.append(false) }
        if !prepared[number] && !isQueued(number) {
            let sent = PQsendPrepare(
                connection,
                statement.name,
                statement.sql,
                Int32(encoder.types.count),
                encoder.types
            )
            guard sent == 1 else { throw lost() }
            steps.append(.prepare(number))
        }
        let sent = encoder.withParameters { count, values, lengths, formats in
            PQsendQueryPrepared(connection, statement.name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
        steps.append(step)
    }

    private func sendUnprepared(_ statement: PostgresStatement, step: Step) throws(PostgresError) {
        let types = encoder.types
        let sent = encoder.withParameters { count, values, lengths, formats in
            PQsendQueryParams(connection, statement.sql, count, types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
        steps.append(step)
    }

    private func isQueued(_ number: Int) -> Bool {
        steps.contains { if case .prepare(number) = $0 { true } else { false } }
    }

    /// Sends what libpq holds, reading meanwhile so that neither side waits for the other for ever.
    func flush() throws(PostgresError) {
        while true {
            let left = PQflush(connection)
            if left == 0 { return }
            guard left > 0 else { throw lost() }
            let events = try wait(for: POLLIN | POLLOUT)
            if events & Int16(POLLIN) != 0, PQconsumeInput(connection) == 0 { throw lost() }
        }
    }

    /// The next result, or nil where libpq puts one between the results of two statements.
    func next() throws(PostgresError) -> OpaquePointer? {
        while PQisBusy(connection) != 0 {
            _ = try wait(for: POLLIN)
            guard PQconsumeInput(connection) == 1 else { throw lost() }
        }
        return PQgetResult(connection)
    }

    /// Waits until the socket is ready; a server that stays silent for too long counts as dead.
    private func wait(for events: Int32) throws(PostgresError) -> Int16 {
        let milliseconds = silence.map { Int32(clamping: $0.milliseconds) } ?? -1
        while true {
            var entry = pollfd(fd: socket, events: Int16(events), revents: 0)
            let ready = poll(&entry, 1, milliseconds)
            if ready > 0 { return entry.revents }
            if ready == 0 { throw lost("no answer for \(milliseconds) ms", timedOut: true) }
            guard errno == EINTR else { throw lost("poll failed with error \(errno)") }
        }
    }
}
