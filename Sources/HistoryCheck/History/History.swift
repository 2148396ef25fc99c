import FoundationEssentials

/// What several clients of a server did and saw, in the order in which it was written down.
public struct History: Hashable, Sendable {
    /// One event, and when it was written down.
    public struct Line: Hashable, Codable, Sendable {
        /// Microseconds since the history began.
        public var at: Int64
        /// What happened.
        public var event: HistoryEvent

        /// Puts together a line.
        public init(at: Int64, event: HistoryEvent) {
            self.at = at
            self.event = event
        }
    }

    /// The lines, oldest first.
    public var lines: [Line]

    /// A history of these lines.
    public init(_ lines: [Line] = []) {
        self.lines = lines
    }
}

extension History {
    /// Reads a history from a file: JSON, one line for each event.
    ///
    /// - Throws: `UnreadableHistory`, with the number of the first bad line.
    public init(jsonLines text: String) throws {
        let decoder = JSONDecoder()
        lines = try text.split(separator: "\n").enumerated().map { index, line in
            do {
                return try decoder.decode(Line.self, from: Data(line.utf8))
            } catch {
                throw UnreadableHistory(line: index + 1, reason: "\(error)")
            }
        }
    }

    /// The form of a file: JSON, one line for each event.
    public var jsonLines: String {
        lines.map { $0.json + "\n" }.joined()
    }
}

extension History.Line {
    /// The line as it stands in a file.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts alone: there is nothing that could not be written.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}

/// A file that holds no history.
public struct UnreadableHistory: Error, Hashable, CustomStringConvertible {
    /// The first line that is bad, from 1.
    public let line: Int
    /// What is wrong with it.
    public let reason: String

    /// One sentence for people.
    public var description: String { "Line \(line) is no event of a history: \(reason)" }
}
