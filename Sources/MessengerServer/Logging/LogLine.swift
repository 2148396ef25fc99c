import Logging

/// One line of the log, before it is written.
struct LogLine {
    let time: LogTime
    let level: Logger.Level
    let logger: String
    let message: String
    let error: (any Error)?
    let metadata: Logger.Metadata

    /// The fields in the order of their names, the error as the last of them.
    private var fields: [(name: String, value: Logger.MetadataValue)] {
        let sorted = metadata.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        guard let error else { return sorted }
        return sorted + [(name: "error", value: .string(String(describing: error)))]
    }

    /// The line as readable text.
    ///
    /// `2026-11-23T12:00:00.000Z INFO  messenger: Listening. host=127.0.0.1 port=8000`
    func text(colour: Bool) -> String {
        var line =
            "\(time) \(paddedLevel(colour: colour)) \(escapedForTerminal(logger)): \(escapedForTerminal(message))"
        for (name, value) in fields {
            line += " \(escapedForTerminal(name))=\(Self.plain(value))"
        }
        return line + "\n"
    }

    /// The line as JSON.
    ///
    /// `{"time":"…","level":"info","logger":"messenger","message":"Listening.","host":"127.0.0.1","port":"8000"}`
    var json: String {
        var line = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"logger\":\(jsonString(logger))"
        line += ",\"message\":\(jsonString(message))"
        var taken: Set = ["time", "level", "logger", "message"]
        for (name, value) in fields {
            var name = name
            while !taken.insert(name).inserted {
                name += "_"
            }
            line += ",\(jsonString(name)):\(Self.json(value))"
        }
        return line + "}\n"
    }

    private func paddedLevel(colour: Bool) -> String {
        let name = level.rawValue.uppercased()
        let padded = name + String(repeating: " ", count: max(0, 5 - name.count))
        return colour ? "\u{1B}[\(level.colour)m\(padded)\u{1B}[0m" : padded
    }
}

extension LogLine {
    /// A value as text: quoted where its end would not be plain otherwise.
    private static func plain(_ value: Logger.MetadataValue) -> String {
        let text =
            switch value {
            case .string(let text): text
            case .stringConvertible(let value): value.description
            case .array, .dictionary: json(value)
            }
        guard text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" || $0.isWhitespace }) else {
            return escapedForTerminal(text)
        }
        if case .array = value { return text }
        if case .dictionary = value { return text }
        return jsonString(text)
    }

    /// A value as JSON.
    ///
    /// Numbers and truth values stay what they are where the caller gave them as such.
    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): jsonString(text)
        case .stringConvertible(let value): bareJSON(value) ?? jsonString(value.description)
        case .array(let items): "[" + items.map(json).joined(separator: ",") + "]"
        case .dictionary(let items):
            "{" + items.sorted { $0.key < $1.key }.map { "\(jsonString($0)):\(json($1))" }.joined(separator: ",") + "}"
        }
    }

    private static func bareJSON(_ value: any CustomStringConvertible) -> String? {
        switch value {
        case let number as any BinaryInteger: number.description
        case let number as Double where number.isFinite: number.description
        case let truth as Bool: truth.description
        default: nil
        }
    }
}

extension Logger.Level {
    /// The number of a terminal's colour.
    fileprivate var colour: Int {
        switch self {
        case .trace, .debug: 90
        case .info: 32
        case .notice: 36
        case .warning: 33
        case .error, .critical: 31
        }
    }
}
