import Logging

/// Sends the logs of the whole process to the standard error; to be called once, before the first logger is made.
public func bootstrapLogging(_ log: ServerConfiguration.Log) {
    let output = LogOutput.standardError
    let form = log.format.form(onTerminal: output.isTerminal)
    LoggingSystem.bootstrap(
        { label, provider in
            var handler = LineLogHandler(label: label, form: form, level: log.level, output: output)
            handler.metadataProvider = provider
            return handler
        },
        metadataProvider: nil
    )
}

extension LogFormat {
    /// The form that it comes to, given whether somebody looks at a terminal.
    ///
    /// Only there is a level coloured.
    func form(onTerminal terminal: Bool) -> LineLogHandler.Form {
        switch self {
        case .auto: terminal ? .text(colour: true) : .json
        case .text: .text(colour: terminal)
        case .json: .json
        }
    }
}
