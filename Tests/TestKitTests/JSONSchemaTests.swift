import TestKit
import Testing
import Wire

@Suite("A JSON Schema in the tests")
struct JSONSchemaTests {
    static let fitting: [(schema: String, value: String)] = [
        (#"{"type":"integer","minimum":1,"maximum":3}"#, "3"), (#"{"type":"number"}"#, "1.5"),
        (#"{"type":"number","minimum":0}"#, "3"), (#"{"type":["string","null"]}"#, "null"),
        (#"{"const":"a"}"#, #""a""#), (#"{"enum":["a",null]}"#, "null"),
        (#"{"type":"string","maxLength":2,"minLength":1}"#, #""👋!""#), (#"{"pattern":"^[a-z]+$"}"#, #""abc""#),
        (#"{"pattern":"^[a-z]+$","minimum":3,"minItems":9,"required":["a"]}"#, "true"),
        (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "null"),
        (#"{"oneOf":[{"type":"integer"},{"type":"string"}]}"#, "5"),
        (#"{"allOf":[{"type":"integer"},{"minimum":5}]}"#, "5"),
        (#"{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}"#, "[1,2]"),
        (#"{"properties":{"a":{"type":"integer"},"b":{}},"required":["a"]}"#, #"{"a":1}"#),
        (#"{"properties":{"a":{}},"additionalProperties":{"type":"integer"}}"#, #"{"a":"x","7":5}"#),
        (#"{"properties":{"a":{}},"additionalProperties":true}"#, #"{"b":5}"#),
        (#"{"type":"object"}"#, #"{"b":5}"#), (##"{"$ref":"#/components/schemas/N"}"##, "5"),
        (#"{"description":"x","title":"x","examples":[1],"format":"int64"}"#, "5"),
    ]

    @Test("finds nothing wrong with what fits", arguments: fitting)
    func fit(schema: String, value: String) {
        #expect(problems(schema, value) == [])
    }

    static let misfits: [(schema: String, value: String, place: String)] = [
        (#"{"type":"integer"}"#, "1.5", "$"), (#"{"type":"integer"}"#, #""1""#, "$"),
        (#"{"type":"integer"}"#, "true", "$"),
        (#"{"type":"string"}"#, #""\ud800""#, "$"), (#"{"minimum":1}"#, "0", "$"), (#"{"maximum":1}"#, "1.1", "$"),
        (#"{"minimum":1}"#, "-99999999999999999999", "$"), (#"{"type":["string","null"]}"#, "1", "$"),
        (#"{"const":"a"}"#, #""b""#, "$"), (#"{"enum":["a"]}"#, #""b""#, "$"), (#"{"maxLength":1}"#, #""ab""#, "$"),
        (#"{"minLength":1}"#, #""""#, "$"), (#"{"pattern":"^[a-z]$"}"#, #""1""#, "$"),
        (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "1", "$"),
        (#"{"oneOf":[{"type":"integer"},{"minimum":1}]}"#, "5", "$"), (#"{"oneOf":[{"type":"integer"}]}"#, "null", "$"),
        (#"{"allOf":[{"type":"integer"},{"minimum":5}]}"#, "4", "$"), (#"{"minItems":1}"#, "[]", "$"),
        (#"{"maxItems":1}"#, "[1,2]", "$"), (#"{"items":{"type":"integer"}}"#, #"[1,"x"]"#, "$[1]"),
        (#"{"required":["a"]}"#, "{}", "$.a"), (#"{"properties":{"a":{"type":"integer"}}}"#, #"{"a":null}"#, "$.a"),
        (#"{"properties":{"a":{"properties":{}}}}"#, #"{"a":{"b":1}}"#, "$.a.b"),
        (#"{"properties":{},"additionalProperties":false}"#, #"{"b":5}"#, "$.b"),
        (#"{"properties":{},"additionalProperties":{"type":"integer"}}"#, #"{"b":"x"}"#, "$.b"),
        (##"{"$ref":"#/components/schemas/N"}"##, "0", "$"),
    ]

    @Test("finds what does not fit, and where", arguments: misfits)
    func misfit(schema: String, value: String, place: String) {
        let problems = problems(schema, value)
        #expect(problems.first?.hasPrefix("\(place): ") == true, "\(problems)")
    }

    @Test("takes keys that it does not name only when it is not strict")
    func strictness() {
        #expect(problems(#"{"properties":{"a":{}}}"#, #"{"b":5}"#) == ["$.b: a key that the schema does not name"])
        #expect(problems(#"{"properties":{"a":{}}}"#, #"{"b":5}"#, isStrict: false) == [])
    }

    @Test(
        "is refused when it says what the tests cannot check",
        arguments: [#"{"multipleOf":2}"#, ##"{"$ref":"#/components/schemas/Nobody"}"##, #"{"$ref":"other.json"}"#, "5"]
    )
    func unknown(schema: String) {
        #expect(problems(schema, "5") != [])
    }

    private func problems(_ schema: String, _ value: String, isStrict: Bool = true) -> [String] {
        let document = JSONValue(#"{"components":{"schemas":{"N":{"type":"integer","minimum":1}}}}"#)
        return JSONSchema(JSONValue(schema), in: document, isStrict: isStrict).problems(with: JSONValue(value))
    }
}
