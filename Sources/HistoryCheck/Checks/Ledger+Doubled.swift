extension Ledger {
    /// D3: a message is kept once.
    ///
    /// That it also comes once is looked at by `deliveries()`.
    func doubled() -> [Violation] {
        keptInOrder.flatMap { repeatedNames(in: $0) + repeatedIDs(in: $0) + copies(in: $0) }
    }

    private func repeatedNames(in chat: KeptChat) -> [Violation] {
        let byName = Dictionary(grouping: chat.ordered.filter { $0.name != nil }, by: \.name)
        return groups(byName.values).map { same in
            Violation(.doubled, "one name is kept \(same.count) times: \(titles(same))", lines: [chat.line])
        }
    }

    private func repeatedIDs(in chat: KeptChat) -> [Violation] {
        let byID = Dictionary(grouping: chat.ordered.filter { $0.id != nil }, by: \.id)
        return groups(byID.values).filter { Set($0.map(\.name)).count > 1 }.map { same in
            Violation(.doubled, "one id is kept \(same.count) times: \(titles(same))", lines: [chat.line])
        }
    }

    private func groups(_ all: some Collection<[SeenChange]>) -> [[SeenChange]] {
        all.filter { $0.count > 1 }.sorted { $0[0].seq < $1[0].seq }
    }

    private func titles(_ changes: [SeenChange]) -> String {
        changes.map(\.title).joined(separator: " and ")
    }

    private func copies(in chat: KeptChat) -> [Violation] {
        chat.ordered.compactMap { change in
            guard case .copy(let original) = standing(of: change) else { return nil }
            return Violation(
                .doubled,
                "what \"\(original.first.name)\" said is kept once more, as \(change.title)",
                lines: original.attempts.map(\.line) + [chat.line]
            )
        }
    }
}
