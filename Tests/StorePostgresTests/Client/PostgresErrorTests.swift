import Testing

@testable import StorePostgres

@Suite("A PostgreSQL error")
struct PostgresErrorTests {
    @Test(
        "an SQLSTATE is a condition",
        arguments: [
            ("23505", PostgresCondition.uniqueViolation(constraint: "k")),
            ("23503", .foreignKeyViolation(constraint: "k")), ("23514", .checkViolation(constraint: "k")),
            ("23502", .notNullViolation(column: "c")), ("40001", .serializationFailure),
            ("40P01", .deadlockDetected), ("55P03", .lockNotAvailable), ("57014", .queryCanceled),
            ("42P01", .undefinedTable), ("42P07", .duplicateObject), ("42710", .duplicateObject),
            ("22021", .dataException(sqlState: "22021")), ("22P02", .dataException(sqlState: "22P02")),
            ("08006", .connectionFailure(sqlState: "08006")), ("57P03", .connectionFailure(sqlState: "57P03")),
            ("53300", .connectionFailure(sqlState: "53300")), ("42601", .other(sqlState: "42601")),
        ]
    )
    func conditions(_ sqlState: String, _ condition: PostgresCondition) {
        let refusal = PostgresRefusal(sqlState: sqlState, message: "m", constraint: "k", column: "c")
        #expect(refusal.condition == condition)
        #expect(PostgresError.refused(refusal).condition == condition)
    }

    @Test("only a lost race is a conflict", arguments: ["40001", "40P01", "23505", "57014"])
    func conflicts(_ sqlState: String) {
        let error = PostgresError.refused(PostgresRefusal(sqlState: sqlState, message: ""))
        #expect(error.isConflict == sqlState.hasPrefix("40"))
    }

    @Test("an error that the server did not send has no condition")
    func noCondition() {
        #expect(PostgresError.overloaded.condition == nil)
        #expect(!PostgresError.unavailable(reason: "x").isConflict)
    }

    @Test("the description of a data exception does not quote the value")
    func noValue() {
        let refusal = PostgresRefusal(sqlState: "22P02", message: "invalid input syntax: \"my diary\"")
        #expect("\(PostgresError.refused(refusal))" == "PostgreSQL refused: 22P02 data exception")
    }

    @Test(
        "every error says what happened",
        arguments: [
            (PostgresError.unavailable(reason: "gone"), "gone"), (.timedOut(reason: "15000 ms"), "15000 ms"),
            (.overloaded, "too many"), (.outcomeUnknown(reason: "cut"), "unknown: cut"),
            (.invalidConfiguration(reason: "bad"), "bad"), (.unexpectedResult("column x"), "column x"),
            (.closed, "shut down"),
        ]
    )
    func descriptions(_ error: PostgresError, _ words: String) {
        #expect("\(error)".contains(words))
    }
}
