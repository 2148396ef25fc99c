import ArgumentParser
import MessengerServer

/// The command line of the server.
@main
struct MessengerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messenger",
        abstract: "A self-hosted chat server.",
        discussion: """
            Without a subcommand it serves. Nothing has to be configured: the database is a file in ./data, and a \
            signing secret is made at the first start.

            Examples:
              messenger                 (serves on http://127.0.0.1:8000)
              messenger serve --port 8080 --data-dir /var/lib/messenger
              DATABASE_URL=postgresql://chat@db/chat messenger serve --host 0.0.0.0
              messenger demo-data       (creates people and chats to try it with)
              messenger config show     (prints every option and where it is set)
              messenger bench           (measures how many people this machine can hold)
            """,
        version: ServerVersion.current,
        subcommands: [
            Serve.self, Migrate.self, DemoDataCommand.self, ConfigCommand.self, OpenAPI.self, Health.self,
            BenchCommand.self,
        ],
        defaultSubcommand: Serve.self
    )
}
