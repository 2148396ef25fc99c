/// What a configuration comes to, option by option, for an operator; secrets are stars.
public struct ConfigurationReport: Sendable {
    private struct Line {
        let key: String
        let value: String?
        let origin: ConfigurationOrigin
    }

    private let lines: [Line]

    /// Reports on every option there is.
    public init(_ loaded: LoadedConfiguration) {
        lines = ServerConfiguration.options.map { option in
            Line(
                key: option.key,
                value: option.shownValue(in: loaded.configuration),
                origin: loaded.origins[option.key] ?? .standard
            )
        }
    }

    /// A table: key, value and origin.
    public var text: String {
        let rows = lines.map { ($0.key, $0.value.map(escapedForTerminal) ?? "-", $0.origin.description) }
        let keyWidth = rows.map(\.0.count).max() ?? 0
        let valueWidth = min(40, rows.map(\.1.count).max() ?? 0)
        return rows.map { key, value, origin in
            "\(padded(key, keyWidth))  \(padded(value, valueWidth))  \(escapedForTerminal(origin))\n"
        }.joined()
    }

    /// A JSON array of objects with `key`, `value` (a string, or null where nothing is set) and `origin`.
    public var json: String {
        let objects = lines.map { line in
            let value = line.value.map(jsonString) ?? "null"
            return """
                  {"key": \(jsonString(line.key)), "value": \(value), "origin": \(jsonString(line.origin.description))}
                """
        }
        return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
