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

    @discardableResult
    func execute(_ command: SQLCommand) throws -> Int {
        let statement = try PreparedStatement(command.statement.sqlite, on: database)
        try statement.bind(command.values)
        try statement.run()
        return database.changesCount
    }

    func script(_ text: String) throws {
        try database.execute(sql: text)
    }
}

extension SQLiteSession {
    /// Runs one of our own statements without parameters, prepared once per connection.
    func perform(_ text: String) throws {
        try PreparedStatement(text, on: database).run()
    }
}
