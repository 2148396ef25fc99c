public import UseCases

/// Carries word of what happens between the nodes that share a store.
///
/// It may lose, double, delay and reorder what it carries: a notice is a hint, the store is the truth. With the bus
/// down for a while delivery is late, never wrong.
public protocol NodeBus: Sendable {
    /// Tells the other nodes, without waiting for anybody.
    func send(_ notices: [Notice])

    /// Has what other nodes tell handed to `receive`, on any thread, until the process ends.
    ///
    /// Several parts of a node listen, and each is handed everything. `receive` may send.
    /// `isBack` is called when notices may have been lost: after an outage, and whenever the bus cannot tell.
    func listen(receive: @escaping @Sendable ([Notice]) -> Void, isBack: @escaping @Sendable () -> Void)
}

/// What one node tells the others.
public enum Notice: Hashable, Sendable {
    /// A lane has come up to this number: whoever has listeners fetches what is missing from the store.
    case reached(Lane, Int64)
    /// Something that passes and is not stored.
    case passing(Event)
    /// Who is connected to a node: each works out from the rosters of all who is there.
    case attendance(Attendance)

    /// What other nodes are told of an event; nil for what each finds out for itself.
    init?(_ event: Event) {
        if let (lane, number) = event.place {
            self = .reached(lane, number)
        } else if case .presence = event {
            return nil
        } else {
            self = .passing(event)
        }
    }
}

/// The bus of a server that is alone.
public struct NoOtherNodes: NodeBus {
    /// A bus without stops.
    public init() {}

    /// Tells nobody.
    public func send(_ notices: [Notice]) {}

    /// Hears nothing.
    public func listen(receive: @escaping @Sendable ([Notice]) -> Void, isBack: @escaping @Sendable () -> Void) {}
}
