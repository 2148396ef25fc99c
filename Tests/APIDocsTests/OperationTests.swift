import Testing
import Wire

@testable import APIDocs

@Suite("An operation of the document")
struct OperationTests {
    @Test("has a name of its own, a tag that is declared, a summary and a description", arguments: operations)
    func names(_ operation: DocumentedEntry) {
        let tags = document["tags"].elements.compactMap { $0["name"].text }
        #expect(operation.object["tags"].elements.compactMap { Optional($0).text }.allSatisfy(tags.contains))
        #expect(operation.object["tags"].elements.count == 1)
        #expect(operations.filter { $0.object["operationId"] == operation.object["operationId"] }.count == 1)
        #expect(operation.object["summary"].text?.isEmpty == false)
        #expect(operation.object["description"].text?.isEmpty == false)
    }

    @Test("declares the parameters of its path", arguments: operations)
    func pathParameters(_ operation: DocumentedEntry) {
        let inPath = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
        let declared = operation.object["parameters"].elements.map(resolved)
            .filter { $0["in"].text == "path" }
        #expect(declared.compactMap { $0["name"].text } == inPath.map(String.init))
        #expect(declared.allSatisfy { $0["required"] == .bool(true) })
    }

    @Test("shows an example of every body", arguments: operations)
    func bodiesWithExamples(_ operation: DocumentedEntry) {
        for (place, media) in operation.bodies where !place.contains("image/") {
            #expect(!examples(of: media).isEmpty, "\(place)")
            #expect(media["schema"] != nil, "\(place)")
        }
    }

    @Test("shows every error with its code, and names the code in the text", arguments: operations)
    func errorCodes(_ operation: DocumentedEntry) {
        for (status, response) in operation.responses where status.hasPrefix("4") || status.hasPrefix("5") {
            let codes = examples(of: response["content"]?["application/json"] ?? .null).compactMap { $0["code"].text }
            #expect(!codes.isEmpty)
            for code in codes {
                #expect(response["description"].text?.contains("`\(code)`") == true)
                let known = DocumentedError.catalogue.filter { $0.code == code }.map { String($0.status) }
                #expect(code == "validation_failed" ? status == "422" : known.contains(status))
            }
        }
    }

    @Test("that needs a token says so and can answer 401", arguments: operations)
    func tokens(_ operation: DocumentedEntry) {
        let isProtected = operation.object["security"] != nil
        let protected: Set = [
            "/me", "/logout", "/password", "/ws-ticket", "/users", "/chats", "/chats/{chat_id}/messages",
            "/history/{chat_id}", "/chats/{chat_id}/members", "/chats/{chat_id}/members/{user_id}",
            "/chats/{chat_id}/read", "/sync", "/events",
        ]
        let answers401 = operation.responses.contains { $0.status == "401" }
        #expect(isProtected == protected.contains(operation.path))
        #expect(answers401 == (isProtected || operation.path.hasPrefix("/ws") && operation.method == "get"))
    }

    @Test("that takes a body or a number can answer 422; with a body 413 too", arguments: operations)
    func invalidRequests(_ operation: DocumentedEntry) {
        let statuses = operation.responses.map(\.status)
        let hasBody = operation.object["requestBody"] != nil
        let hasChat = operation.path.contains("{chat_id}") && operation.path != "/ws/{chat_id}"
        #expect(
            statuses.contains("422") == (hasBody || hasChat || ["/sync", "/users", "/events"].contains(operation.path))
        )
        #expect(statuses.contains("413") == hasBody)
    }

    @Test("that needs a token and changes something takes a key, but for those that do no harm", arguments: operations)
    func keys(_ operation: DocumentedEntry) {
        let isKeyed =
            operation.method != "get" && operation.object["security"] != nil
            && !["/logout", "/password", "/ws-ticket", "/sync"].contains(operation.path)
        let names = operation.object["parameters"].elements.compactMap { resolved($0)["name"].text }
        #expect(names.contains("Idempotency-Key") == isKeyed)
        let success = operation.responses.first { $0.status == "200" || $0.status == "201" || $0.status == "204" }
        #expect((success?.object["headers"]?["Idempotent-Replay"] != nil) == isKeyed)
        let conflict = operation.responses.first { $0.status == "409" }
        #expect((conflict?.object["description"].text?.contains("idempotency_key_in_use") == true) == isKeyed)
    }

    @Test("sends Retry-After with a 503, Allow with a 405 and WWW-Authenticate with a 401", arguments: operations)
    func headers(_ operation: DocumentedEntry) {
        let expected = [
            "401": "WWW-Authenticate", "405": "Allow", "409": "Retry-After", "429": "Retry-After", "503": "Retry-After",
        ]
        for (status, response) in operation.responses {
            guard let name = expected[status] else { continue }
            #expect(response["headers"]?[name].map(resolved)?["schema"] != nil)
        }
    }

    @Test("lists its statuses in ascending order", arguments: operations)
    func order(_ operation: DocumentedEntry) {
        #expect(operation.responses.map(\.status) == operation.responses.map(\.status).sorted())
    }
}
