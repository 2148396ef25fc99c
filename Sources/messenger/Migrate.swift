import ArgumentParser
import MessengerServer
import UseCases

/// Brings the database's schema up to date.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database up to date, or adopt the database of the original server.",
        discussion: """
            Applies what is missing, in one go, and tells what it did. It is safe to run beside other nodes that \
            start. Pointed at a PostgreSQL database that the original server made, it converts it in place and keeps \
            everything.

            Examples:
              messenger migrate --dry-run
              messenger migrate --database-url postgresql://chat:password@localhost/chat
            """
    )

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Only tell what would be done.")
    var dryRun = false

    func run() async throws {
        try await reportingFailure {
            let (configuration, logger) = try await options.load()
            let report = try await ServerCommands.migrate(configuration, dryRun: dryRun, logger: logger)
            print(Self.text(of: report, dryRun: dryRun), terminator: "")
        }
    }

    private static func text(of report: MigrationReport, dryRun: Bool) -> String {
        guard !report.applied.isEmpty else {
            return report.remarks.map { "\($0)\n" }.joined() + "The database is up to date.\n"
        }
        let verb = dryRun ? "Would apply" : "Applied"
        return (report.applied.map { "\(verb) \($0)." } + report.remarks).map { "\($0)\n" }.joined()
    }
}
