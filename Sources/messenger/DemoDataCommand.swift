import ArgumentParser
import Domain
import MessengerServer
import UseCases

/// Creates people and chats to try the server with.
struct DemoDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo-data",
        abstract: "Create people, chats and messages to try the server with.",
        discussion: """
            Creates four people, a private chat and a group with messages, and prints how to log in. A second run \
            changes nothing. Everybody knows the password of these people: not for a server that strangers reach.

            Examples:
              messenger demo-data
              messenger demo-data --data-dir /var/lib/messenger
            """
    )

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
        try await reportingFailure {
            let (configuration, logger) = try await options.load()
            switch try await ServerCommands.demoData(configuration, logger: logger) {
            case .installed:
                print("Created 4 people, the chats \"Алиса и Боб\" and \"Команда проекта\", and their messages.")
                print("Log in as:")
                for person in DemoPerson.all {
                    print("  \(person.email.rawValue) / \(DemoPerson.passwordText)  (\(person.name.rawValue))")
                }
            case .alreadyThere:
                print("The demo data is there already; nothing was changed.")
            }
        }
    }
}
