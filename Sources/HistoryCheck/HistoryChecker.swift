extension History {
    /// Holds the history against the promises of the delivery contract.
    ///
    /// The same history gives the same violations in the same order. What is not kept is held against `lost`, `phantom`
    /// or `doubled` alone, and left out of all else, so that one fault shows as one.
    public func violations() -> [Violation] {
        let ledger = Ledger(self)
        return ledger.lost() + ledger.doubled() + ledger.changed() + ledger.phantoms() + ledger.gaps()
            + ledger.reordered() + ledger.staleReads() + ledger.deliveries() + ledger.leaked()
    }
}
