import Domain

/// What a call answered: a value or a refusal, to be compared.
enum Answer<Value: Equatable>: Equatable {
    case value(Value)
    case refused(MessengerError)

    /// The value, if there is one.
    var value: Value? {
        guard case .value(let value) = self else { return nil }
        return value
    }

    /// What a call answers; errors other than refusals count as faults.
    init(_ call: () async throws -> Value) async {
        do {
            self = .value(try await call())
        } catch {
            self = .refused(error as? MessengerError ?? .internalFault)
        }
    }
}

extension Answer: Sendable where Value: Sendable {
    /// What so many calls answer that are made at once.
    static func ofMany(_ count: Int, _ call: @escaping @Sendable (Int) async throws -> Value) async -> [Self] {
        await withTaskGroup(of: Self.self) { group in
            for number in 0..<count {
                group.addTask { await Self { try await call(number) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}
