/// A request that comes as a JSON object in a body.
public protocol BodyRequest: Sendable {
    /// Whether a valid body holds something that no answer may repeat.
    static var carriesSecret: Bool { get }

    /// The request that the fields make; nil when the reader noted a problem.
    static func read(from reader: inout BodyReader) -> Self?
}

extension BodyRequest {
    /// The request that a body of this content type holds.
    ///
    /// Only `application/json`, `application/*+json` and no content type at all count as JSON: a web page of another
    /// site can make a browser send other types without asking first.
    public static func parse(
        contentType: String?,
        body: some Collection<UInt8>
    ) throws(RequestProblem) -> Self {
        let object = try bodyObject(contentType: contentType, bytes: body)
        var reader = BodyReader(object, carriesSecret: carriesSecret)
        guard let request = read(from: &reader), reader.problems.isEmpty else {
            throw .invalid(reader.problems)
        }
        return request
    }

    /// The JSON object that the body is to be.
    private static func bodyObject(
        contentType: String?,
        bytes: some Collection<UInt8>
    ) throws(RequestProblem) -> JSONObject {
        let json = try bodyValue(contentType: contentType, bytes: bytes)
        switch json {
        case .object(let object): return object
        case .null: throw .invalid([ValueProblem.missing.at(bodyLocation, input: .null)])
        case .bool, .integer, .bigInteger, .number, .string, .malformedString, .array:
            let isShown = !carriesSecret || json == .array([])
            throw .invalid([ValueProblem.notAnObject.at(bodyLocation, input: isShown ? json : nil)])
        }
    }
}

private let bodyLocation: [ValidationProblem.Step] = [.name("body")]

/// The value of a body: null for none, and the bare text of one that does not claim to be JSON.
private func bodyValue(contentType: String?, bytes: some Collection<UInt8>) throws(RequestProblem) -> JSONValue {
    guard !bytes.isEmpty else { return .null }
    guard isJSON(contentType) else {
        return .string(String(decoding: bytes.prefix(echoPrefix), as: UTF8.self))
    }
    do throws(JSONParseError) {
        return try JSONParser.parse(bytes)
    } catch {
        throw requestProblem(error)
    }
}

/// More of a text than is ever sent back.
private let echoPrefix = 1024

private func requestProblem(_ error: JSONParseError) -> RequestProblem {
    switch error {
    case .invalidUTF8:
        return .invalidUTF8
    case .syntax(let syntax):
        let problem = ValidationProblem(
            type: invalidJSONType,
            location: bodyLocation + [.index(syntax.offset)],
            message: "JSON decode error",
            input: .object([:]),
            context: ["error": .string(syntax.message)]
        )
        return .invalid([problem])
    }
}

/// Whether a content type says JSON; its parameters do not matter.
private func isJSON(_ contentType: String?) -> Bool {
    guard let contentType, !contentType.isEmpty, contentType != "application/json" else { return true }
    let essence = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
    guard essence.hasPrefix("application/") else { return false }
    let subtype = essence.dropFirst("application/".count)
    return subtype == "json" || subtype.hasSuffix("+json")
}
