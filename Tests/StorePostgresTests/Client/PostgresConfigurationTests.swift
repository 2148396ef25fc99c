import Testing

@testable import StorePostgres

@Suite("The PostgreSQL configuration")
struct PostgresConfigurationTests {
    @Test(
        "every spelling of the URL means the same",
        arguments: [
            "postgresql://ann:s3cret@db.example:5433/chat", "postgres://ann:s3cret@db.example:5433/chat",
            "postgresql+asyncpg://ann:s3cret@db.example:5433/chat", "POSTGRESQL://ann:s3cret@db.example:5433/chat",
            "postgresql+psycopg2://ann:s3cret@db.example:5433/chat",
            "host=db.example port=5433 user=ann password=s3cret dbname=chat",
        ]
    )
    func spellings(_ text: String) throws {
        let configuration = try PostgresConfiguration(text)
        #expect(configuration.value(of: "host") == "db.example")
        #expect(configuration.value(of: "port") == "5433")
        #expect(configuration.value(of: "user") == "ann")
        #expect(configuration.value(of: "password") == "s3cret")
        #expect(configuration.value(of: "dbname") == "chat")
    }

    @Test(
        "libpq's own parameters are kept",
        arguments: [
            ("postgresql://h/d?sslmode=verify-full&sslrootcert=/ca.pem", "sslmode", "verify-full"),
            ("postgresql://h/d?target_session_attrs=read-write", "target_session_attrs", "read-write"),
            ("postgresql:///d?host=/run/postgresql", "host", "/run/postgresql"),
            ("postgresql://a:1,b:2/d", "host", "a,b"), ("postgresql://a:1,b:2/d", "port", "1,2"),
            ("postgresql://u:p%40ss@h/d", "password", "p@ss"),
            ("postgresql://h/d?connect_timeout=2", "connect_timeout", "2"),
            ("postgresql://h/d?application_name=x", "application_name", "x"),
            ("postgresql+asyncpg://h/d?ssl=require", "sslmode", "require"),
        ]
    )
    func parameters(_ text: String, _ keyword: String, _ value: String) throws {
        #expect(try PostgresConfiguration(text).value(of: keyword) == value)
    }

    @Test("what is not given has a default")
    func defaults() throws {
        let configuration = try PostgresConfiguration("postgresql://h/d")
        #expect(configuration.value(of: "connect_timeout") == "5")
        #expect(configuration.value(of: "application_name") == "messenger")
        #expect(configuration.value(of: "keepalives") == "1")
        #expect(configuration.value(of: "user") == nil)
    }

    @Test("texts are always UTF-8")
    func encoding() throws {
        let configuration = try PostgresConfiguration("postgresql://h/d?client_encoding=LATIN1")
        #expect(configuration.parameters.filter { $0.keyword == "client_encoding" }.map(\.value) == ["UTF8"])
    }

    @Test("the parts may hold any character")
    func parts() throws {
        let configuration = try PostgresConfiguration(
            user: "o'neill",
            password: "a b\\'c@:/",
            host: "db",
            port: 5432,
            database: "my chat"
        )
        #expect(configuration.value(of: "user") == "o'neill")
        #expect(configuration.value(of: "password") == "a b\\'c@:/")
        #expect(configuration.value(of: "dbname") == "my chat")
        #expect(configuration.value(of: "port") == "5432")
        #expect(try PostgresConfiguration(user: "ann").value(of: "host") == nil)
    }

    @Test("no description shows a secret")
    func masked() throws {
        let configuration = try PostgresConfiguration("postgresql://ann:s3cret@h/d?sslpassword=k3y")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [configuration.masked, "\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("s3cret"))
            #expect(!text.contains("k3y"))
            #expect(text.contains("user=ann"))
            #expect(text.contains("password=****"))
        }
    }

    @Test(
        "what libpq does not accept is refused in its words",
        arguments: [
            ("postgresql://h/d?sslmod=require", "invalid URI query parameter: \"sslmod\""),
            ("host=h colour=red", "invalid connection option \"colour\""),
            ("postgresql://[::1/d", "matching \"…\""),
            ("postgresql://h/d?sslmode", "missing key/value separator"),
            ("sqlite:///file", "connection info string"),
            ("postgresql://h:54x32/d", "the port is not a number"),
            ("host=h\0 user=ann", "NUL"),
        ]
    )
    func refused(_ text: String, _ words: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(text) }
        guard case .invalidConfiguration(let reason) = error else { return other(error) }
        #expect(reason.contains(words), "\(reason)")
    }

    @Test(
        "an error never shows a piece of the password",
        arguments: [
            "postgresql://ann:s3cret@w0rd@h/d", "postgresql://ann:s3cret/w0rd@h/d", "postgresql://ann:s3cret%zz@h/d",
            "user=ann password=x s3cret", "user=ann password=x s3cret=y", "user=ann password='s3cret",
            "postgresql://ann:1,s3cret/w0rd@h/d", "postgresql://ann:s3cret?w0rd",
            "postgresql://ann:s3cret/x?w0rd=x@h/d",
        ]
    )
    func noLeak(_ text: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresConfiguration(text) }
        #expect(!"\(error as Any)".contains("s3cret"), "\(error as Any)")
        #expect(!"\(error as Any)".contains("w0rd"), "\(error as Any)")
    }
}
