/// `docs/configuration.md`, made from the options' declarations.
public enum ConfigurationDocument {
    /// The document as Markdown.
    public static var markdown: String {
        introduction + OptionSection.all.map(section).joined() + example
    }

    private static func section(_ section: OptionSection) -> String {
        let introduction = section.introduction.isEmpty ? "" : section.introduction + "\n\n"
        let rows = section.options.map(row).joined()
        return """
            ## \(section.title)

            \(introduction)| Option | Default | What it does |
            |---|---|---|
            \(rows)

            """
    }

    private static func row(_ option: ConfigurationOption) -> String {
        let names =
            ["**`\(option.key)`**"] + (option.flag.map { ["`\($0)`"] } ?? []) + option.environment.map { "`\($0)`" }
        let standard = option.value(ServerConfiguration()).map { "`\($0)`" } ?? "not set"
        let meaning = "\(option.help) Must be \(option.allowed).\(option.secrecy.promise)"
        return "| \(names.joined(separator: "<br>")) | \(standard) | \(meaning.replacing("|", with: "\\|")) |\n"
    }

    private static let introduction = """
        # Configuration

        <!-- Made by `messenger config docs` from the declarations of the options. Change those, not this file. -->

        Nothing has to be set. Every option can be given, the strongest first:

        1. on the command line, by its own flag (`--port 8080`) or by `--set KEY=VALUE` (`--set http.body.limit=2MiB`);
        2. in the environment, by the variables named below; an empty variable sets nothing;
        3. in a file: `--config FILE` (`--config ""` reads none), else the one that `MESSENGER_CONFIG` names, else
           `messenger.yaml` in the data directory if it exists. It is YAML or JSON; the dots of a key may be nesting.

        A key that does not exist, a value of the wrong type and a value out of range are errors: the server does not
        start (exit code 78), and `messenger config check` names them all at once. `messenger config show` prints every option
        with its value and where it comes from.


        """

    private static let example = """
        ## A file

        ```yaml
        host: 0.0.0.0
        database:
          url: postgresql://messenger@db.example.com/messenger
          pool.size: 16
        http.body.limit: 2 MiB
        jwt:
          lifetime: 12h
        cors.origins:
          - https://chat.example.com
        ```

        """
}
