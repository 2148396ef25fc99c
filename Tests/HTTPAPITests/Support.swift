/// Does something so many times at once, and gives what came of it, in the order of the numbers.
func together<Value: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { tasks in
        for number in 0..<count {
            tasks.addTask { (number, try await body(number)) }
        }
        var values: [(Int, Value)] = []
        for try await value in tasks { values.append(value) }
        return values.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
