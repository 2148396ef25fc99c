import Domain

/// Who is connected to this node, and how often that has changed.
///
/// It decides; the board acts.
struct OwnRoster {
    /// Names the end of somebody's last connection, for what is to happen a while later.
    typealias Departure = UInt32

    /// Somebody's connections: small, since there is one of these for everybody who is here.
    private struct Connections {
        var open: UInt32 = 0
        var departure: Departure = 0
    }

    /// Grows by one with each change of who is here.
    private(set) var version: RosterVersion = 0
    private var connections: [ID<User>: Connections] = [:]
    private var lastDeparture: Departure = 0

    /// Those who are here, or were within the grace.
    var people: Set<ID<User>> { Set(connections.keys) }

    /// Whether somebody is here, or was within the grace.
    func contains(_ user: ID<User>) -> Bool {
        connections[user] != nil
    }

    /// A connection has come; whether the person has.
    mutating func arrive(_ user: ID<User>) -> Bool {
        let isNew = connections[user] == nil
        connections[user, default: Connections()].open += 1
        if isNew { version += 1 }
        return isNew
    }

    /// A connection has gone; with the last one, what to name when the grace is over.
    mutating func leave(_ user: ID<User>) -> Departure? {
        guard var connections = connections[user], connections.open > 0 else { return nil }
        connections.open -= 1
        defer { self.connections[user] = connections }
        guard connections.open == 0 else { return nil }
        lastDeparture &+= 1
        connections.departure = lastDeparture
        return lastDeparture
    }

    /// The grace is over; whether the person has gone, which is not so if another connection has come since.
    mutating func settle(_ user: ID<User>, after departure: Departure) -> Bool {
        guard let connections = connections[user], connections.open == 0, connections.departure == departure
        else { return false }
        self.connections[user] = nil
        version += 1
        return true
    }
}
