/// How many characters of UTF-8 a text may have to be sent back, and how many values an array or object.
private let textLimit = 200
private let valueLimit = 20
private let depthLimit = 3

extension JSONValue {
    /// Whether the value may be sent back in an error: short, shallow, and without anything named like a secret.
    var isEchoable: Bool {
        isEchoable(depth: 0)
    }

    private func isEchoable(depth: Int) -> Bool {
        switch self {
        case .null, .bool, .integer: true
        case .number(let number): number.isFinite
        case .bigInteger(let text): text.utf8.count <= textLimit
        case .string(let text), .malformedString(let text):
            // A form or a body of another type is one text, and may hold a password.
            text.utf8.count <= textLimit && !namesSecret(text)
        case .array(let values):
            values.count <= valueLimit && depth < depthLimit && values.allSatisfy { $0.isEchoable(depth: depth + 1) }
        case .object(let object):
            object.members.count <= valueLimit && depth < depthLimit
                && object.members.allSatisfy { !namesSecret($0.name) && $0.value.isEchoable(depth: depth + 1) }
        }
    }
}

/// Whether a field of this name, or a text with this in it, may hold a secret.
private func namesSecret(_ name: String) -> Bool {
    guard name.utf8.count <= textLimit else { return true }
    let lowered = name.lowercased()
    return ["password", "token", "secret"].contains { lowered.contains($0) }
}
