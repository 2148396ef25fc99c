import Testing

@testable import MessengerServer

@Suite("the values of options")
struct OptionValuesTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let key: String
        let text: String
        let value: String?

        init(_ key: String, _ text: String, _ value: String?) {
            self.key = key
            self.text = text
            self.value = value
        }

        var testDescription: String { "\(key)=\(text)" }
    }

    @Test(
        "are read and written in their own way",
        arguments: [
            Case("port", "0", "0"), Case("port", "65535", "65535"),
            Case("http.body.limit", "1048576", "1 MiB"), Case("http.body.limit", "2MiB", "2 MiB"),
            Case("http.body.limit", "1500 bytes", "1500 bytes"), Case("http.body.limit", "64 mib", "64 MiB"),
            Case("shutdown.grace", "0", "0ms"), Case("shutdown.grace", "90", "90s"),
            Case("shutdown.grace", "1500ms", "1500ms"), Case("shutdown.grace", "2m", "2min"),
            Case("jwt.lifetime", "3600", "60h"), Case("jwt.lifetime", "90s", "90s"), Case("jwt.lifetime", "7d", "7d"),
            Case("docs.enabled", "Yes", "true"), Case("docs.enabled", "off", "false"),
            Case("log.level", "WARNING", "warning"), Case("log.format", "Json", "json"),
            Case("cors.origins", "*", "*"),
            Case(
                "cors.origins",
                " HTTPS://Chat.Example.com , http://[::1]:3000,",
                "https://chat.example.com,http://[::1]:3000"
            ),
            Case("database.url", "postgres://h/d", "postgres://h/d"),
            Case("database.url", "postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
            Case("database.url", "host=/run/postgresql", "host=/run/postgresql"), Case("database.url", "", nil),
            Case("database.password", "  with spaces ", "  with spaces "),
        ]
    )
    func accepted(entry: Case) async throws {
        let option = try #require(OptionNames.option(entry.key))
        let sources = ConfigurationSources.empty(assignments: ["\(entry.key)=\(entry.text)"])
        let configuration = try await ServerConfiguration.load(from: sources).configuration
        #expect(option.value(configuration) == entry.value)
    }

    @Test(
        "are refused with the option, the place, the value and what is allowed",
        arguments: [
            Case("port", "65536", "a whole number from 0 to 65535"),
            Case("port", "-1", "a whole number from 0 to 65535"),
            Case("port", "80.5", "a whole number"), Case("port", "", "a whole number"),
            Case("port", " 80", "a whole number"), Case("port", "99999999999999999999", "a whole number"),
            Case("host", "", "an address or a host name"), Case("data.dir", "", "a folder"),
            Case("http.body.limit", "0", "a size from 1 KiB to 64 MiB"), Case("http.body.limit", "1 TiB", "a size"),
            Case("http.body.limit", "65MiB", "a size"), Case("http.body.limit", "9223372036854775807 GiB", "a size"),
            Case("http.body.limit", "MiB", "a size"), Case("http.body.limit", "1.5 MiB", "a size"),
            Case("websocket.outbox.bytes", "64KiB", "a size from 512 KiB to 1 GiB"),
            Case("websocket.ping.interval", "0", "a time from 1s to 1h"),
            Case("websocket.ping.interval", "fast", "a time"), Case("jwt.lifetime", "0", "a time from 1min to 3650d"),
            Case("jwt.lifetime", "-5", "a time"), Case("jwt.algorithm", "none", "one of HS256, HS384, HS512"),
            Case("docs.enabled", "maybe", "true or false"), Case("log.level", "loud", "one of trace, debug"),
            Case("log.format", "xml", "one of auto, text, json"), Case("cors.origins", "example.com", "* or a list"),
            Case("cors.origins", "https://a.example/path", "* or a list"),
            Case("cors.origins", "*,https://a.example", "* or"),
            Case("cors.origins", "https://", "* or a list"), Case("database.port", "0", "a whole number from 1"),
        ]
    )
    func refused(entry: Case) async throws {
        let found = await problems(of: .empty(assignments: ["\(entry.key)=\(entry.text)"]))
        #expect(found.count == 1)
        let start = "\(entry.key) (--set \(entry.key)): \"\(entry.text)\" is not allowed; it must be "
        #expect(found.first?.hasPrefix(start + (entry.value ?? "")) == true)
    }

    @Test(
        "that are secret are refused without being shown",
        arguments: [
            Case("jwt.secret", "sesame-open", "at least 32 bytes"),
            Case("database.url", "mysql://root:sesame@h/d", "postgresql://"),
            Case("database.url", "sesame.db", "postgresql://"),
        ]
    )
    func secretRefused(entry: Case) async {
        let found = await problems(of: .empty(environment: [ConfigurationOption.variable(of: entry.key): entry.text]))
        #expect(found.count == 1)
        #expect(found.first?.contains(entry.value ?? "") == true)
        #expect(found.first?.contains(entry.text) == false)
    }

    @Test("that do not go together are refused: a longer hash needs a longer secret")
    func together() async {
        let secret = "0123456789abcdefghijklmnopqrstuv"
        let environment = ["JWT_SECRET_KEY": secret, "JWT_ALGORITHM": "HS512"]
        let found = await problems(of: .empty(environment: environment))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("jwt.secret (environment variable JWT_SECRET_KEY): ") == true)
        #expect(found.first?.contains("at least 64") == true)
        #expect(found.first?.contains(secret) == false)
    }

    @Test("that are wrong in several sources are told together")
    func severalSources() async {
        let found = await problems(
            of: .empty(
                flags: ["port": "x", "log.level": "y"],
                assignments: ["nonsense", "prot=1", "http.body.limit=z"],
                environment: ["DATABASE_URL": "q", "JWT_ALGORITHM": "RS256"],
                file: "/nonexistent"
            )
        )
        #expect(found.count == 8)
        #expect(found.contains("--set: \"nonsense\" must be KEY=VALUE, such as http.body.limit=2MiB"))
        #expect(found.contains("--set: there is no option \"prot\"; did you mean \"port\"?"))
        #expect(found.contains { $0.hasPrefix("port (--port): \"x\" is not allowed") })
        #expect(found.contains { $0.hasPrefix("jwt.algorithm (environment variable JWT_ALGORITHM): \"RS256\" is not") })
    }

    @Test("that are set twice on the command line are an error")
    func setTwice() async {
        let found = await problems(of: .empty(flags: ["port": "1"], assignments: ["port=2", "host=a", "host=b"]))
        #expect(found == ["port (--set port): also set by --port", "host (--set host): also set by --set host"])
    }

    @Test("with control characters cannot break the line that refuses them")
    func controls() async {
        let found = await problems(of: .empty(flags: ["port": "1\n\u{1B}[2J"], assignments: ["a\nb=1", "x\ny"]))
        #expect(found.allSatisfy { !$0.contains("\n") && !$0.contains("\u{1B}") })
        #expect(found.count == 3)
    }
}
