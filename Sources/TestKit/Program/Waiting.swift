/// What a test waited for did not come true in time.
struct NeverCame: Error, CustomStringConvertible {
    let description: String
}

/// How long a test waits for what should come soon, on a machine that may be busy with many things.
let patience = Duration.seconds(60)

/// Looks again and again until there is a value.
///
/// - Throws: `NeverCame` after a while, with what `otherwise` has to say.
func eventually<Value>(
    _ what: String,
    within patience: Duration = patience,
    otherwise: @autoclosure () -> String = "",
    _ look: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + patience
    while true {
        if let value = try await look() { return value }
        guard ContinuousClock.now < deadline else {
            throw NeverCame(description: "\(what) did not happen within \(patience). \(otherwise())")
        }
        try await Task.sleep(for: .milliseconds(10))
    }
}

extension Duration {
    /// Seconds, for comparing with what was measured.
    var seconds: Double { self / .seconds(1) }
}
