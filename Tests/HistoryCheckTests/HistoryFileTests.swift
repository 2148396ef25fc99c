import HistoryCheck
import Testing

@Suite("Files and reports of histories")
struct HistoryFileTests {
    private func everyEvent() -> Story {
        var story = Story()
        let socket = story.open()
        let account = story.resume(after: 0)
        story.send("a", 1)
        let refused = story.sending("b", over: socket)
        story.note(.answered(attempt: refused, answer: .refused(code: "invalid_text")))
        let unknown = story.sending("c")
        story.note(.answered(attempt: unknown, answer: .unknown(why: "cut\n\u{2028}")))
        story.saw(account, Story.message("a", 1), SeenChange(chat: 1, seq: 2, kind: .left, author: 12))
        story.note(.synced(connection: account))
        story.read(Story.message("a", 1))
        story.note(.nemesis(deed: "kill -9"))
        story.cut(socket)
        story.settle(account)
        story.keep(Story.message("a", 1))
        return story
    }

    @Test("a history is read back as it was written, one line for each event")
    func roundTrip() throws {
        let history = everyEvent().history
        #expect(try History(jsonLines: history.jsonLines) == history)
        #expect(history.jsonLines.split(separator: "\n").count == history.lines.count)
    }

    @Test("a line of a file is for people too")
    func readable() {
        let line = History.Line(at: 12, event: .nemesis(deed: "a/b"))
        #expect(line.json == #"{"at":12,"event":{"nemesis":{"deed":"a/b"}}}"#)
    }

    @Test("a bad line is named")
    func unreadable() {
        let text = History([.init(at: 1, event: .nemesis(deed: "x"))]).jsonLines + "{}\n"
        #expect { try History(jsonLines: text) } throws: { ($0 as? UnreadableHistory)?.line == 2 }
    }

    @Test("a report counts what was checked")
    func goodReport() {
        var story = Story()
        story.send("a", 1)
        story.keep(Story.message("a", 1))
        let report = HistoryReport(story.history)
        #expect(report.violations.isEmpty)
        #expect(report.text.contains("1 messages in 1 attempts, 1 acknowledgements"))
        #expect(report.text.contains("every promise was kept"))
    }

    @Test("a report shows the promise, the sentence and the lines, the same every time")
    func badReport() {
        var story = Story()
        story.send("a", 1)
        story.keep()
        let report = HistoryReport(story.history)
        #expect(report.broken == [.lost])
        #expect(report.text.contains(Invariant.lost.promise))
        #expect(report.text.contains(#""a" (id 101, seq 1) was shown by the answer to its sender, and is not kept"#))
        #expect(report.text.contains(#"      3: {"at":2,"event":{"sending""#))
        #expect(report.text == HistoryReport(story.history).text)
    }

    @Test("a report shows the first few of many")
    func manyCases() {
        var story = Story()
        for seq in 1...20 { story.send("m\(seq)", Int64(seq)) }
        story.keep()
        let text = HistoryReport(story.history).text
        #expect(text.contains("lost (20)"))
        #expect(text.contains("and 15 more"))
    }

    @Test("a recorder numbers and writes down in one order what many do at once")
    func recorder() async {
        let recorder = HistoryRecorder()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { recorder.note(.nemesis(deed: "\(recorder.number())")) }
            }
        }
        let history = recorder.history
        #expect(Set(history.lines.map(\.event)).count == 50)
        #expect(history.lines.map(\.at) == history.lines.map(\.at).sorted())
    }

    @Test("a digest tells texts apart by their bytes, and stays short")
    func digest() {
        let long = String(repeating: "ж", count: 1_000)
        #expect(TextDigest.of("short") == "short")
        #expect(TextDigest.of(long) != TextDigest.of(long + "!"))
        #expect(TextDigest.of(long).utf8.count < 120)
        #expect(TextDigest.of(long) == TextDigest.of(long))
    }
}
