import Testing
import Wire

@testable import APIDocs

@Suite("The OpenAPI document")
struct APIDocumentTests {
    @Test("is JSON of OpenAPI 3.1 with the title and the version that was asked for")
    func head() throws {
        let document = try JSONParser.parse(APIDocument(version: "9.8.7").bytes)
        #expect(document["openapi"].text == "3.1.0")
        #expect(document["info"]?["title"].text == "Мессенджер API")
        #expect(document["info"]?["version"].text == "9.8.7")
    }

    @Test("has the same bytes every time, and others for another version")
    func determinism() {
        let one = APIDocument(version: "1.0.0")
        #expect(one.bytes == APIDocument(version: "1.0.0").bytes)
        #expect(one.etag == APIDocument(version: "1.0.0").etag)
        #expect(one.etag != APIDocument(version: "1.0.1").etag)
    }

    @Test("says the same in its pretty form")
    func prettyForm() throws {
        #expect(try JSONParser.parse(Array(APIDocument(version: "1.0.0").prettyText.utf8)) == document)
    }

    @Test("lists the operations that its paths hold, in their order")
    func operationList() {
        let listed = APIDocument(version: "1.0.0").operations.map { "\($0.method) \($0.path) \($0.operationID)" }
        let held = operations.map {
            "\($0.method.uppercased()) \($0.path) \($0.object["operationId"].text ?? "")"
        }
        #expect(Set(listed) == Set(held))
        #expect(listed.count == held.count)
    }

    @Test(
        "describes every route of the API",
        arguments: [
            "POST /register", "POST /login", "GET /me", "GET /chats", "POST /chats", "GET /chats/{chat_id}/messages",
            "POST /chats/{chat_id}/messages", "GET /history/{chat_id}", "GET /ws/{chat_id}", "GET /ws", "GET /health",
            "GET /",
            "GET /index.html", "GET /openapi.json", "GET /docs", "GET /docs/oauth2-redirect",
            "GET /docs/assets/{name}", "GET /redoc", "GET /asyncapi.json", "GET /asyncapi", "GET /tour",
            "GET /manifest.webmanifest", "GET /sw.js", "GET /app/{version}/{folder}/{name}",
            "GET /chats/{chat_id}/members", "POST /chats/{chat_id}/members",
            "DELETE /chats/{chat_id}/members/{user_id}", "POST /chats/{chat_id}/read", "GET /sync", "POST /sync",
            "GET /events",
        ]
    )
    func route(_ route: String) {
        #expect(operations.map(\.testDescription).contains(route))
    }

    @Test("has references that lead somewhere, and no component that nothing refers to")
    func references() {
        let references = Set(referencesIn(document))
        for reference in references {
            #expect(resolved(.object(["$ref": .string(reference)])) != .null, "\(reference)")
        }
        for kind in ["schemas", "parameters", "headers"] {
            for component in document["components"]?[kind].members ?? [] {
                #expect(references.contains("#/components/\(kind)/\(component.name)"))
            }
        }
    }

    @Test(
        "keeps the schema names of the original API",
        arguments: [
            "User", "UserCreate", "LoginRequest", "TokenResponse", "Chat", "ChatCreate", "ChatType", "Message",
            "MessageCreate", "MessageHistoryResponse", "HTTPValidationError", "ValidationError",
        ]
    )
    func schemaName(_ name: String) {
        #expect(schema(name)["description"].text != nil)
    }

    @Test("takes the token as a bearer token")
    func securityScheme() {
        let scheme = document["components"]?["securitySchemes"]?["bearer"]
        #expect(scheme?["type"].text == "http")
        #expect(scheme?["scheme"].text == "bearer")
        #expect(scheme?["bearerFormat"].text == "JWT")
    }

    @Test("explains the sockets and names the codes of their errors")
    func sockets() throws {
        let text = try #require(document["info"]?["description"].text)
        let problems: [FrameProblem] = [
            .binary, .invalidJSON, .invalidFrame, .invalidText(nil), .invalidClientMessageID, .invalidMessageID,
        ]
        for problem in problems { #expect(text.contains("`\(problem.code)`")) }
        #expect(text.contains("/ws/{chat_id}?token="))
    }
}

/// Every reference in a value, however deep.
private func referencesIn(_ value: JSONValue) -> [String] {
    switch value {
    case .array(let elements): elements.flatMap(referencesIn)
    case .object(let object):
        object.members.flatMap { member in
            member.name == "$ref" ? [Optional(member.value).text ?? "?"] : referencesIn(member.value)
        }
    case .null, .bool, .integer, .bigInteger, .number, .string, .malformedString: []
    }
}
