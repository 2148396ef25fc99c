import Testing
import Wire

@testable import APIDocs

/// The document of the sockets as a client parses it.
let socketsDocument: JSONValue = {
    (try? JSONParser.parse(AsyncAPIDocument(version: "1.0.0").bytes)) ?? .null
}()

@Suite("The AsyncAPI document")
struct AsyncAPIDocumentTests {
    @Test("is JSON of AsyncAPI 3.0 with the version that was asked for")
    func head() throws {
        let document = try JSONParser.parse(AsyncAPIDocument(version: "9.8.7").bytes)
        #expect(document["asyncapi"].text == "3.0.0")
        #expect(document["info"]?["version"].text == "9.8.7")
        #expect(document["info"]?["title"].text?.isEmpty == false)
        #expect(document["defaultContentType"].text == "application/json")
    }

    @Test("has the same bytes every time, and others for another version")
    func determinism() {
        let one = AsyncAPIDocument(version: "1.0.0")
        #expect(one.bytes == AsyncAPIDocument(version: "1.0.0").bytes)
        #expect(one.etag == AsyncAPIDocument(version: "1.0.0").etag)
        #expect(one.etag != AsyncAPIDocument(version: "1.0.1").etag)
    }

    @Test("says the same in its pretty form")
    func prettyForm() throws {
        let pretty = AsyncAPIDocument(version: "1.0.0").prettyText
        #expect(try JSONParser.parse(Array(pretty.utf8)) == socketsDocument)
    }

    /// The keys that AsyncAPI 3.0 gives to each kind of object, and those of them that must be there.
    static let vocabulary: [String: (required: [String], optional: [String])] = [
        "root": (["asyncapi", "info", "channels", "operations"], ["servers", "defaultContentType", "components"]),
        "info": (["title", "version"], ["description", "license", "tags"]),
        "server": (["host", "protocol"], ["description", "variables"]),
        "channel": (["address", "messages"], ["title", "description", "parameters", "bindings"]),
        "operation": (["action", "channel"], ["title", "security", "messages"]),
        "message": (["payload"], ["name", "title", "summary", "description", "contentType", "examples"]),
        "components": ([], ["messages", "schemas", "securitySchemes"]),
        "ws": (["bindingVersion"], ["method", "query"]), "parameter": ([], ["description", "examples"]),
        "variable": ([], ["default", "description"]), "example": (["payload"], ["name"]),
    ]

    @Test("has the keys that AsyncAPI 3.0 gives to each object, or extensions")
    func keys() throws {
        let root = socketsDocument
        let channels = root["channels"].members.map(\.value)
        let messages = root["components"]?["messages"].members.map(\.value) ?? []
        let servers = root["servers"].members.map(\.value)
        let objects: [(String, [JSONValue?])] = [
            ("root", [root]), ("info", [root["info"]]), ("server", servers), ("channel", channels),
            ("operation", root["operations"].members.map(\.value)), ("message", messages),
            ("components", [root["components"]]), ("ws", channels.map { $0["bindings"]?["ws"] }),
            ("parameter", channels.flatMap { $0["parameters"].members.map(\.value) }),
            ("variable", servers.flatMap { $0["variables"].members.map(\.value) }),
            ("example", messages.flatMap { $0["examples"].elements }),
        ]
        for (kind, objects) in objects {
            let (required, optional) = try #require(Self.vocabulary[kind])
            #expect(!objects.isEmpty)
            for object in objects {
                let names = object.members.map(\.name)
                #expect(Set(required).isSubset(of: names), "\(kind)")
                #expect(names.filter { !$0.hasPrefix("x-") && !(required + optional).contains($0) } == [], "\(kind)")
            }
        }
    }

    @Test("has references that lead somewhere, and no component that nothing refers to")
    func references() {
        let references = Set(referencesIn(socketsDocument))
        for reference in references { #expect(target(of: reference) != nil, "\(reference)") }
        for kind in ["messages", "schemas", "securitySchemes"] {
            for component in socketsDocument["components"]?[kind].members ?? [] {
                #expect(references.contains("#/components/\(kind)/\(component.name)"))
            }
        }
    }

    @Test("has operations whose messages are those of their channel, each in one direction at least")
    func operations() {
        for channel in socketsDocument["channels"].members {
            let mine = socketsDocument["operations"].members.map(\.value).filter {
                $0["channel"]?["$ref"].text == "#/channels/\(channel.name)"
            }
            #expect(Set(mine.compactMap { $0["action"].text }) == ["send", "receive"])
            let used = mine.flatMap { $0["messages"].elements }.compactMap { $0["$ref"].text }
            #expect(
                Set(used)
                    == Set(channel.value["messages"].members.map { "#/channels/\(channel.name)/messages/\($0.name)" })
            )
            #expect(used.count == Set(used).count)
        }
    }

    @Test("describes the parameters that stand in its addresses")
    func parameters() {
        for channel in socketsDocument["channels"].members.map(\.value) {
            let inAddress = (channel["address"].text ?? "").matches(of: /\{([^}]+)\}/).map { String($0.output.1) }
            #expect(channel["parameters"].members.map(\.name) == inAddress)
        }
    }

    @Test("has schemas that are those of the OpenAPI document, where both have them")
    func shared() {
        for component in socketsDocument["components"]?["schemas"].members ?? [] {
            let other = schema(component.name)
            #expect(other == .null || other == component.value)
        }
    }

    @Test("says of each close code what it means and whether to come back", arguments: SocketClosing.ofChatSocket)
    func closeCodes(_ closing: SocketClosing) {
        let codes = socketsDocument["channels"]?["chat"]?["x-close-codes"].elements ?? []
        let entry = codes.first { $0["code"].number == Int64(closing.code ?? 1006) }
        #expect(entry?["advice"].text == closing.advice)
        #expect(["no", "now", "later"].contains(entry?["reconnect"].text))
        #expect(entry?["sent"] == .bool(closing.code != nil))
    }

    private func referencesIn(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { member -> [String] in
                guard member.name == "$ref", case .string(let target) = member.value else {
                    return referencesIn(member.value)
                }
                return [target]
            }
        case .array(let elements): elements.flatMap(referencesIn)
        case .null, .bool, .integer, .bigInteger, .number, .string, .malformedString: []
        }
    }

    private func target(of reference: String) -> JSONValue? {
        reference.split(separator: "/").dropFirst().reduce(Optional(socketsDocument)) { $0?[String($1)] }
    }
}
