import Foundation
import HistoryCheck

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Checks histories that were kept in files; ends with 1 when a promise was broken, with 2 when there is no history.
@main
enum CheckHistory {
    static func main() {
        let files = CommandLine.arguments.dropFirst()
        guard !files.isEmpty else { stop("usage: check-history FILE...", 2) }
        var isGood = true
        for file in files {
            let report = report(on: file)
            print("\(file): \(report.text)")
            isGood = isGood && report.violations.isEmpty
        }
        exit(isGood ? 0 : 1)
    }

    private static func report(on file: String) -> HistoryReport {
        do {
            return HistoryReport(try History(jsonLines: String(contentsOfFile: file, encoding: .utf8)))
        } catch {
            stop("\(file): \(error)", 2)
        }
    }

    private static func stop(_ complaint: String, _ code: Int32) -> Never {
        FileHandle.standardError.write(Data("\(complaint)\n".utf8))
        exit(code)
    }
}
