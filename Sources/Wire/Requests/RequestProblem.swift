/// Why a request cannot be understood.
public enum RequestProblem: Error, Hashable, Sendable {
    /// The body is not UTF-8 (status 400).
    case invalidUTF8
    /// Something in the path, the query or the body is not what it should be (status 422).
    case invalid([ValidationProblem])

    /// Parses two parts of a request and reports the problems of both, in this order.
    ///
    /// A body that cannot be read at all is reported alone.
    public static func together<First, Second>(
        _ first: () throws(RequestProblem) -> First,
        _ second: () throws(RequestProblem) -> Second
    ) throws(RequestProblem) -> (First, Second) {
        switch (attempt(first), attempt(second)) {
        case (.success(let first), .success(let second)): return (first, second)
        case (.failure(let problem), .success), (.success, .failure(let problem)): throw problem
        case (.failure(let first), .failure(let second)): throw first.joined(with: second)
        }
    }

    /// Both problems as one, the unreadable body before everything.
    private func joined(with other: Self) -> Self {
        guard case .invalid(let problems) = self, !isUnreadable else { return self }
        guard case .invalid(let others) = other, !other.isUnreadable else { return other }
        return .invalid(problems + others)
    }

    /// Whether there was no value to look at.
    private var isUnreadable: Bool {
        switch self {
        case .invalidUTF8: true
        case .invalid(let problems): problems.contains { $0.type == invalidJSONType }
        }
    }
}

/// The type of the one problem of a body that is not JSON.
let invalidJSONType = "json_invalid"

private func attempt<Value>(_ parse: () throws(RequestProblem) -> Value) -> Result<Value, RequestProblem> {
    do throws(RequestProblem) {
        return .success(try parse())
    } catch {
        return .failure(error)
    }
}
