import Testing

@testable import MessengerServer

@Suite("where a configuration comes from")
struct ConfigurationSourcesTests {
    @Test("nothing set gives every default")
    func defaults() async throws {
        let loaded = try await ServerConfiguration.load(from: .empty())
        #expect(loaded.configuration == ServerConfiguration())
        #expect(loaded.origins.isEmpty)
        #expect(loaded.file == nil)
        #expect(loaded.remarks.isEmpty)
    }

    @Test("the command line beats the environment, which beats the file, which beats the default")
    func precedence() async throws {
        let file = try TemporaryFile("port: 1\nconnections.limit: 1\nhost: file\n")
        var sources = ConfigurationSources.empty(file: file.path)
        sources.environment = ["MESSENGER_PORT": "2", "MESSENGER_CONNECTIONS_LIMIT": "2"]
        sources.flags = ["port": "3"]
        let loaded = try await ServerConfiguration.load(from: sources)
        #expect(loaded.configuration.port == 3)
        #expect(loaded.configuration.connectionLimit == 2)
        #expect(loaded.configuration.host == "file")
        #expect(loaded.configuration.docsEnabled)
        #expect(loaded.origins["port"] == .commandLine("--port"))
        #expect(loaded.origins["connections.limit"] == .environment("MESSENGER_CONNECTIONS_LIMIT"))
        #expect(loaded.origins["host"] == .file(file.path))
        #expect(loaded.origins["docs.enabled"] == nil)
    }

    @Test("--set reaches every option")
    func everyOption() async throws {
        for option in ServerConfiguration.options {
            let value = sampleValues[option.key] ?? option.value(ServerConfiguration()) ?? ""
            let loaded = try await ServerConfiguration.load(from: .empty(assignments: ["\(option.key)=\(value)"]))
            #expect(option.value(loaded.configuration) == (value.isEmpty ? nil : value))
            #expect(loaded.origins == [option.key: .commandLine("--set \(option.key)")])
        }
    }

    @Test("each environment variable of each option sets it")
    func everyVariable() async throws {
        for option in ServerConfiguration.options {
            guard let value = sampleValues[option.key] ?? option.value(ServerConfiguration()) else { continue }
            for name in option.environment {
                let loaded = try await ServerConfiguration.load(from: .empty(environment: [name: value]))
                #expect(option.value(loaded.configuration) == value)
                #expect(loaded.origins == [option.key: .environment(name)])
            }
        }
    }

    @Test("the variables of the original server are understood")
    func originalVariables() async throws {
        let key = String(repeating: "abcdefgh", count: 8)
        let loaded = try await ServerConfiguration.load(
            from: .empty(environment: [
                "JWT_SECRET_KEY": key, "JWT_ALGORITHM": "hs512", "JWT_EXPIRATION_TIME": "30", "POSTGRES_USER": "u",
                "POSTGRES_PASSWORD": "p", "POSTGRES_HOST": "h", "POSTGRES_PORT": "5433", "POSTGRES_NAME": "n",
            ])
        )
        let configuration = loaded.configuration
        #expect(configuration.jwt.secret?.rawValue == key)
        #expect(configuration.jwt.algorithm == "HS512")
        #expect(configuration.jwt.lifetime == .seconds(1800))
        #expect(
            configuration.store == .postgres(user: "u", password: Secret("p"), host: "h", port: 5433, database: "n")
        )
    }

    @Test("an option's own variable comes before the customary one")
    func ownVariableFirst() async throws {
        let environment = ["PORT": "1", "MESSENGER_PORT": "2"]
        let loaded = try await ServerConfiguration.load(from: .empty(environment: environment))
        #expect(loaded.configuration.port == 2)
        #expect(loaded.origins["port"] == .environment("MESSENGER_PORT"))
    }

    @Test("a variable that is empty, or that a container's neighbour was announced with, sets nothing")
    func variablesThatSetNothing() async throws {
        let environment = ["DATABASE_URL": "", "PORT": "", "MESSENGER_PORT": "tcp://10.0.0.7:8000"]
        let loaded = try await ServerConfiguration.load(from: .empty(environment: environment))
        #expect(loaded.configuration == ServerConfiguration())
    }

    @Test("an empty flag takes a database URL back")
    func emptyFlag() async throws {
        let sources = ConfigurationSources.empty(
            flags: ["database.url": ""],
            environment: ["DATABASE_URL": "postgresql://h/d"]
        )
        #expect(try await ServerConfiguration.load(from: sources).configuration.database.url == nil)
    }

    @Test("a value may hold an equals sign")
    func equalsSign() async throws {
        let sources = ConfigurationSources.empty(assignments: ["database.url=host=h dbname=d"])
        let loaded = try await ServerConfiguration.load(from: sources)
        #expect(loaded.configuration.store == .postgresURL(Secret("host=h dbname=d")))
    }

    @Test("a misspelled variable is remarked upon, not refused; one that resembles nothing is left alone")
    func doubtfulVariables() async throws {
        let environment = ["MESSENGER_PROT": "1", "MESSENGER_SERVICE_HOST": "10.0.0.7", "MESSENGER_CONFIG": ""]
        let loaded = try await ServerConfiguration.load(from: .empty(environment: environment))
        #expect(loaded.remarks == ["environment variable MESSENGER_PROT sets nothing; did you mean MESSENGER_PORT?"])
    }
}
