import Testing

@testable import MessengerServer

@Suite("the declarations of options")
struct OptionDeclarationTests {
    @Test("give every key, variable and flag to one option alone")
    func unique() {
        let options = ServerConfiguration.options
        for names in [options.map(\.key), options.flatMap(\.environment), options.compactMap(\.flag)] {
            #expect(Set(names).count == names.count)
        }
    }

    @Test("have keys of lower-case words joined by dots, and help that is a sentence")
    func form() {
        for option in ServerConfiguration.options {
            #expect(
                option.key.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
                    !word.isEmpty && word.allSatisfy { $0.isASCII && $0.isLowercase }
                }
            )
            #expect(option.help.hasSuffix(".") && option.help.first?.isUppercase == true)
            #expect(ServerConfiguration.help(for: option.key) == option.help)
        }
        #expect(ServerConfiguration.help(for: "nothing").isEmpty)
    }

    @Test("allow their own defaults")
    func defaultsAreAllowed() throws {
        for option in ServerConfiguration.options {
            guard let standard = option.value(ServerConfiguration()) else { continue }
            var configuration = ServerConfiguration()
            try option.apply(.text(standard), &configuration)
            #expect(configuration == ServerConfiguration())
        }
    }

    @Test("name the flags of the command line")
    func flags() {
        let flags = ServerConfiguration.options.compactMap(\.flag)
        #expect(flags == ["--host", "--port", "--data-dir", "--database-url", "--log-level", "--log-format"])
    }

    @Test(
        "find the option that a misspelled key meant",
        arguments: [
            ("prot", "port"), ("Port", "port"), ("hots", "host"), ("database_url", "database.url"),
            ("DATABASE_URL", "database.url"), ("databaseUrl", "database.url"), ("JWT_SECRET_KEY", "jwt.secret"),
            ("pool.size", "database.pool.size"), ("body.limit", "http.body.limit"), ("log.levle", "log.level"),
            ("websocket.ping.intervall", "websocket.ping.interval"), ("cors.origin", "cors.origins"),
        ]
    )
    func suggestion(typed: String, meant: String) {
        #expect(OptionNames.closest(to: typed) == meant)
    }

    @Test(
        "suggest nothing for what resembles nothing",
        arguments: ["", "zzzzzz", "kubernetes", String(repeating: "a", count: 999)]
    )
    func noSuggestion(typed: String) {
        #expect(OptionNames.closest(to: typed) == nil)
    }

    @Test(
        "are compared by additions, omissions, replacements and swaps",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "ab", 2), ("port", "prot", 1), ("kitten", "sitting", 3), ("ab", "ba", 1),
        ]
    )
    func distance(first: String, second: String, expected: Int) {
        #expect(editDistance(first, second) == expected)
        #expect(editDistance(second, first) == expected)
    }
}
