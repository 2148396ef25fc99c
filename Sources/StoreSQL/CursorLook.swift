import Domain
public import UseCases

/// A batch of moves after a first look, which most of them need nothing more than.
public struct CursorLook: Sendable {
    /// The moves that change something.
    public let moves: [CursorMove]
    private let outcomes: [MoveOutcome?]

    /// Takes what `SQLSession.look` has found.
    public init(_ moves: [CursorMove], _ outcomes: [MoveOutcome?]) {
        self.outcomes = outcomes
        self.moves = zip(moves, outcomes).filter { $1 == nil }.map(\.0)
    }

    /// The outcomes of the whole batch, given those of `moves`.
    public func outcomes(_ made: [MoveOutcome]) -> [MoveOutcome] {
        var made = made[...]
        return outcomes.map { $0 ?? made.popFirst() ?? .refused(.internalFault) }
    }
}
