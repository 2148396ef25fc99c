import ArgumentParser
import MessengerServer

/// Prints the description of the HTTP interface.
struct OpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the OpenAPI 3.1 document of the HTTP interface, as /openapi.json serves it.",
        discussion: """
            Examples:
              messenger openapi > openapi.json
            """
    )

    func run() {
        let document = ServerCommands.openAPIDocument()
        print(document, terminator: document.hasSuffix("\n") ? "" : "\n")
    }
}
