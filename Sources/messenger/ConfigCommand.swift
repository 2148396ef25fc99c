import ArgumentParser
import MessengerServer

/// Looks at the configuration.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check, show or document the configuration.",
        discussion: """
            Options are read from the command line, then the environment, then a file (--config FILE, MESSENGER_CONFIG \
            or messenger.yaml in the data directory); what none of them sets has its default.

            Examples:
              messenger config check --config /etc/messenger.yaml
              messenger config show --format json
              messenger config docs > docs/configuration.md
            """,
        subcommands: [Check.self, Show.self, Docs.self]
    )

    /// Tells whether the server would start with the configuration.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name everything that is wrong with the configuration.",
            discussion: """
                Exits with 0 when nothing is wrong and with 1 otherwise, after a line for each problem.

                Examples:
                  messenger config check
                  messenger config check --config new.yaml --set port=8080
                """
        )

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            try await reportingFailure(configuration: .failure) {
                let loaded = try await ServerConfiguration.load(from: options.sources())
                for remark in loaded.remarks {
                    print("Note: \(remark)")
                }
                print("The configuration is in order.")
            }
        }
    }

    /// Prints every option.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print every option with its value and where that comes from; secrets are stars.",
            discussion: """
                Examples:
                  messenger config show
                  messenger config show --format json --port 8080
                """
        )

        /// How the report is printed.
        enum Format: String, CaseIterable, ExpressibleByArgument {
            case text, json
        }

        @OptionGroup var options: ConfigurationOptions

        @Option(help: "The form of the report.") var format = Format.text

        func run() async throws {
            try await reportingFailure {
                let report = ConfigurationReport(try await ServerConfiguration.load(from: options.sources()))
                switch format {
                case .text: print(report.text, terminator: "")
                case .json: print(report.json, terminator: "")
                }
            }
        }
    }

    /// Prints the documentation of every option.
    struct Docs: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the documentation of every option as Markdown.",
            discussion: """
                Examples:
                  messenger config docs > docs/configuration.md
                """
        )

        func run() {
            print(ConfigurationDocument.markdown, terminator: "")
        }
    }
}
