import Testing

@testable import APIDocs

@Suite("JSON text")
struct JSONTextTests {
    @Test("escapes what JSON asks for and leaves the rest in UTF-8")
    func escapes() {
        #expect(JSON.string("\"\\\n\r\t\u{1}\u{1f} Привет/👋").compactText == #""\"\\\n\r\t\u0001\u001f Привет/👋""#)
    }

    @Test("keeps the order of members")
    func order() {
        let value: JSON = ["b": 1, "a": [true, false], "c": [:]]
        #expect(value.compactText == #"{"b":1,"a":[true,false],"c":{}}"#)
    }

    @Test("leaves out members that are nil")
    func absentMembers() {
        #expect(JSON.members(["a": 1, "b": nil, "c": .null]).compactText == #"{"a":1,"c":null}"#)
    }

    @Test("adds the members of one object to those of another")
    func adding() {
        let value: JSON = ["a": 1]
        #expect(value.adding(["b": 2]).compactText == #"{"a":1,"b":2}"#)
        #expect(JSON.integer(1).adding(["b": 2]) == 1)
    }

    @Test("puts one member to a line when it is for people")
    func pretty() {
        let value: JSON = ["a": [1, "x"], "b": [:], "c": []]
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    "x"
                  ],
                  "b": {},
                  "c": []
                }

                """
        )
    }
}
