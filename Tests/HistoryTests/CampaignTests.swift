import Foundation
import HistoryCheck
import Testing

@testable import TestKit

/// The delivery contract, held against the program while it is killed, paused and cut off.
@Suite("Histories of the program", .serialized)
struct CampaignTests {
    @Test("whatever is done to the server, every promise is kept", arguments: StoreKind.all)
    func everyPromise(_ store: StoreKind) async throws {
        let soak = Soak.shared
        for seed in soak.seeds {
            var random = SeededGenerator(seed: seed)
            let deeds = Deed.plan(soak.deeds, on: store, using: &random)
            let history = try await Campaign(store: store, seed: seed, deeds: deeds).run()
            try expectGood(history, "\(store.rawValue)-\(seed)")
        }
    }
}

/// Checks a history; keeps a bad one in a file.
func expectGood(_ history: History, _ title: String) throws {
    let report = HistoryReport(history)
    print("\(title): \(report.text)")
    guard !report.violations.isEmpty else { return }
    try keep(history, title)
    Issue.record("\(report.text)")
}

/// Keeps a history in a file, and says where.
func keep(_ history: History, _ title: String) throws {
    let folder = Soak.shared.folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "history-\(title).jsonl")
    try Data(history.jsonLines.utf8).write(to: file)
    print("The history is in \(file.path); `swift run check-history FILE` checks it again.")
}

/// How much is done: little in every run of the tests, more where the environment asks for it.
struct Soak {
    static let shared = Soak()

    /// Each is a campaign of its own.
    let seeds: [UInt64]
    /// How many deeds a campaign has.
    let deeds: Int
    /// Where bad histories are kept.
    let folder: URL

    private init() {
        let environment = ProcessInfo.processInfo.environment
        let campaigns = environment["MESSENGER_SOAK_CAMPAIGNS"].flatMap { UInt64($0) } ?? 1
        let first = environment["MESSENGER_SOAK_SEED"].flatMap { UInt64($0) } ?? 1
        seeds = Array(first..<first + max(1, campaigns))
        deeds = environment["MESSENGER_SOAK_DEEDS"].flatMap { Int($0) } ?? 8
        folder =
            environment["MESSENGER_SOAK_FOLDER"].map { URL(filePath: $0) }
            ?? FileManager.default.temporaryDirectory.appending(path: "messenger-histories")
    }
}
