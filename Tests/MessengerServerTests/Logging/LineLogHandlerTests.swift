import FoundationEssentials
import Logging
import Testing

@testable import MessengerServer

@Suite("a line of the log")
struct LineLogHandlerTests {
    private let pipe: Capture

    init() throws {
        pipe = try Capture()
    }

    private func logger(_ form: LineLogHandler.Form, level: Logger.Level = .info) -> Logger {
        let handler = LineLogHandler(
            label: "messenger",
            form: form,
            level: level,
            output: pipe.output,
            now: { LogTime(milliseconds: 1_795_435_200_007) }
        )
        return Logger(label: "messenger", factory: { _ in handler })
    }

    @Test("as text has time, level, logger, message and sorted fields")
    func text() throws {
        logger(.text(colour: false)).info("Listening.", metadata: ["port": "8000", "host": "127.0.0.1", "a": ""])
        #expect(
            try pipe.finish()
                == "2026-11-23T12:00:00.007Z INFO  messenger: Listening. a=\"\" host=127.0.0.1 port=8000\n"
        )
    }

    @Test("as text quotes values whose end would not be plain")
    func quoting() throws {
        logger(.text(colour: false)).error(
            "x",
            metadata: [
                "a": "two words", "b": "say \"hi\"", "c": "k=v", "d": ["x y", "z"], "e": ["k": "v"],
                "f": .stringConvertible(5), "g": "back\\slash",
            ]
        )
        #expect(
            try pipe.finish()
                == #"2026-11-23T12:00:00.007Z ERROR messenger: x a="two words" b="say \"hi\"" c="k=v" "#
                + #"d=["x y","z"] e={"k":"v"} f=5 g=back\slash"# + "\n"
        )
    }

    @Test("colours the level, and only the level, on a terminal", arguments: Logger.Level.allCases)
    func colour(level: Logger.Level) throws {
        logger(.text(colour: true), level: .trace).log(level: level, "x")
        let line = try pipe.finish()
        #expect(line.split(separator: "\u{1B}[").count == 3)
        #expect(line.contains("m\(level.rawValue.uppercased())"))
        #expect(line.hasSuffix("\u{1B}[0m messenger: x\n"))
    }

    @Test("as JSON is an object whose fields keep their types")
    func json() throws {
        logger(.json).warning(
            "Done.",
            metadata: [
                "port": .stringConvertible(8000), "took": .stringConvertible(1.5), "ok": .stringConvertible(true),
                "text": "8000", "list": ["a", .stringConvertible(1)], "map": ["k": "v"],
            ]
        )
        #expect(
            try pipe.finish()
                == #"{"time":"2026-11-23T12:00:00.007Z","level":"warning","logger":"messenger","message":"Done.","#
                + #""list":["a",1],"map":{"k":"v"},"ok":true,"port":8000,"text":"8000","took":1.5}"# + "\n"
        )
    }

    @Test("as JSON keeps fields apart from its own names")
    func reservedNames() throws {
        logger(.json).info("x", metadata: ["message": "m", "level": "l"])
        let line = try JSONDecoder().decode([String: String].self, from: Data(try pipe.finish().utf8))
        #expect(line["message"] == "x" && line["message_"] == "m")
        #expect(line["level"] == "info" && line["level_"] == "l")
    }

    @Test(
        "stays one line, whatever is logged",
        arguments: [LineLogHandler.Form.text(colour: false), .json],
        ["a\nb", "a\r\nb", "\u{1B}[2Jb", "\u{2028}", "\u{85}", "\0", "\u{202E}gnp", "\u{7F}", "\u{9B}31m"]
    )
    func injection(form: LineLogHandler.Form, text: String) throws {
        logger(form).info("\(text)", metadata: ["\(text)": "\(text)", "list": ["\(text)"]])
        let line = try pipe.finish()
        #expect(line.hasSuffix("\n"))
        for scalar in line.unicodeScalars.dropLast() {
            #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
            #expect(![0x2028, 0x202E].contains(scalar.value))
        }
        if form == .json {
            struct Fields: Decodable {
                let message: String
                let list: [String]
            }
            let fields = try JSONDecoder().decode(Fields.self, from: Data(line.utf8))
            #expect(fields.message.unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(fields.list.first?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }

    @Test("carries the fields of the event, of the task and of the logger, in this order of strength")
    func fields() throws {
        var handler = LineLogHandler(
            label: "l",
            form: .text(colour: false),
            level: .info,
            output: pipe.output,
            now: { LogTime(milliseconds: 0) }
        )
        handler.metadataProvider = .init { ["a": "task", "b": "task"] }
        handler[metadataKey: "b"] = "logger"
        handler[metadataKey: "c"] = "logger"
        #expect(handler[metadataKey: "c"] == "logger")
        let logger = Logger(label: "l", factory: { [handler] _ in handler })
        logger.info("x", metadata: ["a": "event"])
        #expect(try pipe.finish() == "1970-01-01T00:00:00.000Z INFO  l: x a=event b=task c=logger\n")
    }

    @Test("shows the error of an event")
    func error() throws {
        logger(.json).log(level: .error, "x", error: DataDirectoryError(path: "p", reason: "r"))
        #expect(try pipe.finish().contains(#","error":"The data directory p r."#))
    }

    @Test("below the level is not written")
    func level() throws {
        logger(.json, level: .warning).notice("x")
        #expect(try pipe.finish().isEmpty)
    }

    @Test(
        "shows moments in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_102_444_800_010, "2100-01-01T00:00:00.010Z"),
        ] as [(Int64, String)]
    )
    func time(milliseconds: Int64, expected: String) {
        #expect(LogTime(milliseconds: milliseconds).description == expected)
    }

    @Test(
        "has the form that was asked for, and colours only on a terminal",
        arguments: [
            (LogFormat.auto, true, LineLogHandler.Form.text(colour: true)), (.auto, false, .json),
            (.text, true, .text(colour: true)), (.text, false, .text(colour: false)), (.json, true, .json),
            (.json, false, .json),
        ]
    )
    func form(format: LogFormat, terminal: Bool, expected: LineLogHandler.Form) {
        #expect(format.form(onTerminal: terminal) == expected)
    }
}
