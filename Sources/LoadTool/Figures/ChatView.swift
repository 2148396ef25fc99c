/// What one client was shown of one chat.
struct ChatView {
    let chat: Int64
    let check: OrderCheck

    /// What was wrong with all views together: faults in each, and places that one client was shown at the beginning
    /// or at the end and another was not.
    ///
    /// The clients are there before the first message and stay until everything has come, so all should have seen the
    /// same.
    static func faults(of views: [Self]) -> OrderFaults {
        var faults = OrderFaults()
        for views in Dictionary(grouping: views, by: \.chat).values {
            let last = views.map(\.check.last).max() ?? 0
            // A chat in which nobody was shown anything has no first place.
            let first = views.compactMap(\.check.first).min()
            for view in views {
                faults += view.check.faults
                guard let first else { continue }
                faults.missing += view.check.first == nil ? last - first + 1 : last - view.check.last
                faults.missing += max(0, (view.check.first ?? first) - first)
            }
        }
        return faults
    }
}
