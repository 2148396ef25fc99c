import GRDB
import StoreSQL

/// A connection, during one access to it.
struct SQLiteSession: SQLSession {
    let database: Database

    func row<Output>(_ query: SQLQuery<Output>) throws -> Output? {
        try rows(query).first
    }

    func rows<Output>(_ query: SQLQuery<Output>) throws -> [Output] {
        let statement = try PreparedStatement(query.statement.sqlite, on: database)
        try statement.bind(query.values)
        defer { statement.reset() }
        var found: [Output] = []
        while try statement.step() {
            found.append(try Output(row: statement.row))
        }
        return found
    }

    func rows<Output>(_ queries: [SQLQuery<Output>]) throws -> [[Output]] {
        try queries.map { try rows($0) }
    }

    @discardableResult
    func execute(_ command: SQLCommand) throws -> Int {
        let statement = try PreparedStatement(command.statement.sqlite, on: database)
        try statement.bind(command.values)
        try statement.run()
        return database.changesCount
    }

    func execute(_ commands: [SQLCommand]) throws {
        for command in commands { try execute(command) }
    }

    func script(_ text: String) throws {
        try database.execute(sql: text)
    }
}

extension SQLiteSession {
    /// Runs `body` so that all its statements see one state of the data.
    func snapshot<Value>(_ body: (SQLiteSession) throws -> Value) throws -> Value {
        try transaction("BEGIN", body)
    }

    /// Runs `body` in a transaction that may write; an error undoes what it did.
    ///
    /// `atCommit` is called between the two. GRDB's own transactions compile these statements anew each time.
    func change<Value>(_ body: (SQLiteSession) throws -> Value, atCommit: () -> Void) throws -> Value {
        try transaction("BEGIN IMMEDIATE") { session in
            let value = try body(session)
            atCommit()
            return value
        }
    }

    private func transaction<Value>(_ begin: String, _ body: (SQLiteSession) throws -> Value) throws -> Value {
        try perform(begin)
        do {
            let value = try body(self)
            try perform("COMMIT")
            return value
        } catch {
            try? perform("ROLLBACK")
            throw error
        }
    }

    /// Runs one of our own statements without parameters, prepared once per connection.
    func perform(_ text: String) throws {
        try PreparedStatement(text, on: database).run()
    }
}
