import Domain
import Testing
import Wire

@testable import APIDocs

/// The document as a client parses it.
let document: JSONValue = {
    (try? JSONParser.parse(APIDocument(version: "1.0.0").bytes)) ?? .null
}()

/// The document's operations as a client sees them.
let operations: [DocumentedEntry] = document["paths"].members.flatMap { path in
    Optional(path.value).members.map { DocumentedEntry(path: path.name, method: $0.name, object: $0.value) }
}

/// One Operation Object and where it stands.
struct DocumentedEntry: CustomTestStringConvertible, Sendable {
    let path: String
    let method: String
    let object: JSONValue

    var testDescription: String { "\(method.uppercased()) \(path)" }

    /// The responses by status, with references resolved.
    var responses: [(status: String, object: JSONValue)] {
        object["responses"].members.map { ($0.name, resolved($0.value)) }
    }

    /// The JSON bodies that it shows: of the request, and of every response that has one.
    var bodies: [(place: String, media: JSONValue)] {
        let request = object["requestBody"].map { [("request", $0)] } ?? []
        return (request + responses.map { ("response \($0.status)", $0.object) }).flatMap { place, holder in
            holder["content"].members.map { ("\(place), \($0.name)", $0.value) }
        }
    }
}

extension JSONValue? {
    /// The members of an object; none for anything else.
    var members: [JSONObject.Member] {
        guard case .object(let object) = self else { return [] }
        return object.members
    }

    /// The elements of an array; none for anything else.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The text; nil for anything else.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number; nil for anything else.
    var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }
}

/// The component that a reference names, or the value itself.
func resolved(_ value: JSONValue) -> JSONValue {
    guard let reference = value["$ref"].text else { return value }
    let steps = reference.split(separator: "/").dropFirst().map(String.init)
    return steps.reduce(document) { $0[$1] ?? .null }
}

/// The examples of a body, with references resolved.
func examples(of media: JSONValue) -> [JSONValue] {
    let named = media["examples"].members.compactMap { resolved($0.value)["value"] }
    return media["example"].map { [$0] + named } ?? named
}

/// A schema among the components, or one of its properties.
func schema(_ name: String, _ property: String? = nil) -> JSONValue {
    let schema = document["components"]?["schemas"]?[name] ?? .null
    guard let property else { return schema }
    return resolved(schema["properties"]?[property] ?? .null)
}

/// The value of the document under its own writer, to compare with the bodies that the server writes.
func compact(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .integer(let integer): String(integer)
    case .string(let text): JSON.string(text).compactText
    case .array(let elements): "[" + elements.map(compact).joined(separator: ",") + "]"
    case .object(let object):
        "{" + object.members.map { JSON.string($0.name).compactText + ":" + compact($0.value) }.joined(separator: ",")
            + "}"
    case .bigInteger, .number, .malformedString: "?"
    }
}
