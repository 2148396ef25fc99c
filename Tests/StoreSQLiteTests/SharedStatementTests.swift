import StoreSQL
import Testing

@Suite("Shared statements")
struct SharedStatementTests {
    @Test(
        "parameters are written for each database as it reads them",
        arguments: [
            ("SELECT $1, $2 + $10", "SELECT ?1, ?2 + ?10"), ("SELECT 1", "SELECT 1"), ("$1", "?1"), ("", ""),
            ("SELECT '$' || $1", "SELECT '$' || ?1"), ("SELECT 'цена $'", "SELECT 'цена $'"),
        ]
    )
    func rendering(text: String, sqlite: String) {
        let statement = SharedStatement(text)
        #expect(statement.postgres == text)
        #expect(statement.sqlite == sqlite)
        #expect(statement.text(for: .postgres) == text)
        #expect(statement.text(for: .sqlite) == sqlite)
    }

    @Test("every statement has a number of its own")
    func numbers() {
        let numbers = (0..<50).map { _ in SharedStatement("SELECT 1").number }
        #expect(Set(numbers).count == 50)
        #expect(numbers == numbers.sorted())
    }
}
