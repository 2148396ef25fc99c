public import Logging

/// Writes each event as one line of text or JSON.
public struct LineLogHandler: LogHandler {
    /// The form of a line, decided.
    public enum Form: Hashable, Sendable {
        /// Readable text, the level coloured or not.
        case text(colour: Bool)
        /// A JSON object.
        case json
    }

    /// Fields that every line of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// The least level that is written.
    public var logLevel: Logger.Level
    /// Adds fields of the present task.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let form: Form
    private let output: LogOutput
    private let now: @Sendable () -> LogTime

    /// Makes the handler of one logger.
    public init(label: String, form: Form, level: Logger.Level, output: LogOutput) {
        self.init(label: label, form: form, level: level, output: output, now: LogTime.now)
    }

    init(
        label: String,
        form: Form,
        level: Logger.Level,
        output: LogOutput,
        now: @escaping @Sendable () -> LogTime
    ) {
        self.label = label
        self.form = form
        logLevel = level
        self.output = output
        self.now = now
    }

    /// A field of `metadata`.
    public subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event; of fields with one name the event's own counts, then the task's, then the logger's.
    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() {
            fields.merge(provided) { _, new in new }
        }
        if let own = event.metadata {
            fields.merge(own) { _, new in new }
        }
        let line = LogLine(
            time: now(),
            level: event.level,
            logger: label,
            message: event.message.description,
            error: event.error,
            metadata: fields
        )
        switch form {
        case .text(let colour): output.write(line.text(colour: colour))
        case .json: output.write(line.json)
        }
    }
}
