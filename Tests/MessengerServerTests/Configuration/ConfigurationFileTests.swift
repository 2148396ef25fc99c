import FoundationEssentials
import Testing

@testable import MessengerServer

@Suite("the configuration file")
struct ConfigurationFileTests {
    private func load(_ text: String, name: String = "messenger.yaml") async throws -> ServerConfiguration {
        let file = try TemporaryFile(text, name: name)
        return try await ServerConfiguration.load(from: .empty(file: file.path)).configuration
    }

    @Test(
        "dots are nesting, and both can be mixed",
        arguments: [
            "database.pool.size: 3\ndatabase.statement.timeout: 5s\n",
            "database:\n  pool:\n    size: 3\n  statement:\n    timeout: 5s\n",
            "database:\n  pool.size: 3\n  statement.timeout: 5000ms\n",
            #"{"database": {"pool": {"size": 3}, "statement.timeout": 5}}"#,
            "{\n\t\"database\": {\n\t\t\"pool\": {\"size\": 3},\n\t\t\"statement.timeout\": \"5s\"\n\t}\n}\n",
        ]
    )
    func nesting(text: String) async throws {
        let configuration = try await load(text)
        #expect(configuration.database.poolSize == 3)
        #expect(configuration.database.statementTimeout == .seconds(5))
    }

    @Test(
        "a list may be a list or a text with commas",
        arguments: [
            "cors.origins:\n  - https://a.example\n  - https://b.example\n",
            "cors:\n  origins: [\"https://a.example\", \"https://b.example\"]\n",
            "cors.origins: https://a.example, https://b.example\n",
        ]
    )
    func lists(text: String) async throws {
        #expect(try await load(text).corsOrigins == ["https://a.example", "https://b.example"])
    }

    @Test("a file with nothing but comments sets nothing", arguments: ["", "# port: 1\n\n---\n  # host: a\n"])
    func comments(text: String) async throws {
        #expect(try await load(text) == ServerConfiguration())
    }

    @Test("the file of the data directory is read without being named")
    func fileOfDataDirectory() async throws {
        let file = try TemporaryFile("port: 4711\n")
        for sources in [
            ConfigurationSources(flags: ["data.dir": file.folder]),
            ConfigurationSources(assignments: ["data.dir=\(file.folder)"]),
            ConfigurationSources(environment: ["MESSENGER_DATA_DIR": file.folder]),
        ] {
            let loaded = try await ServerConfiguration.load(from: sources)
            #expect(loaded.configuration.port == 4711)
            #expect(loaded.file == file.path)
        }
    }

    @Test("a file that is named takes the place of the data directory's, and --config comes before MESSENGER_CONFIG")
    func namedFile() async throws {
        let own = try TemporaryFile("port: 1\n")
        let named = try TemporaryFile("port: 2\n", name: "other.yml")
        let better = try TemporaryFile("port: 3\n", name: "better.json")
        var sources = ConfigurationSources(
            flags: ["data.dir": own.folder],
            environment: ["MESSENGER_CONFIG": named.path]
        )
        #expect(try await ServerConfiguration.load(from: sources).configuration.port == 2)
        sources.file = better.path
        #expect(try await ServerConfiguration.load(from: sources).configuration.port == 3)
        sources.file = ""
        #expect(try await ServerConfiguration.load(from: sources).configuration.port == 8000)
    }

    @Test("a file that is named and missing is an error")
    func missingFile() async {
        let found = await problems(of: .empty(file: "/nonexistent/messenger.yaml"))
        #expect(found == ["/nonexistent/messenger.yaml: cannot be read: there is no such file"])
    }

    @Test(
        "what is no YAML is refused with the place, and without the line, which may hold a secret",
        arguments: ["port: [1\njwt: {secret: verysecret\n", "a: b: verysecret\n", "- verysecret\n", "verysecret\n"]
    )
    func malformed(text: String) async throws {
        let file = try TemporaryFile(text)
        let found = await problems(of: .empty(file: file.path))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("\(file.path): cannot be understood: ") == true)
        #expect(found.first?.contains("verysecret") == false)
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() async throws {
        let file = try TemporaryFile("")
        try Data([0x61, 0xFF, 0xFE]).write(to: URL(filePath: file.path))
        #expect(await problems(of: .empty(file: file.path)) == ["\(file.path): is not UTF-8"])
    }

    @Test("unknown keys are errors with a suggestion, and all of them are told at once")
    func unknownKeys() async throws {
        let file = try TemporaryFile("prot: 1\ndatabase:\n  pool_size: 3\nhttp:\n  body: 5\nzzz: 1\nport: x\n")
        let found = await problems(of: .empty(file: file.path)).map { $0.replacing(file.path, with: "F") }
        #expect(found.contains("F: there is no option \"prot\"; did you mean \"port\"?"))
        #expect(found.contains("F: there is no option \"database.pool_size\"; did you mean \"database.pool.size\"?"))
        #expect(found.contains { $0.contains("there is no option \"zzz\"; `messenger config show` lists them all") })
        #expect(found.contains("port (F): \"x\" is not allowed; it must be a whole number from 0 to 65535"))
        #expect(found.count == 5)
    }

    @Test("an option that is set twice, once nested, is an error")
    func setTwice() async throws {
        let file = try TemporaryFile("http.body.limit: 1 MiB\nhttp:\n  body.limit: 2 MiB\n")
        #expect(await problems(of: .empty(file: file.path)) == ["http.body.limit (\(file.path)): is set twice"])
    }

    @Test("a list where there should be one value is an error")
    func listForValue() async throws {
        let file = try TemporaryFile("port: [1, 2]\njwt.secret: [sesame]\n")
        let found = await problems(of: .empty(file: file.path))
        #expect(found.count == 2)
        #expect(found.first?.contains("it must be a whole number from 0 to 65535, not a list") == true)
        #expect(found.allSatisfy { !$0.contains("sesame") })
    }
}
