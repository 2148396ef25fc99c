import HistoryCheck
import MessengerServer
import Testing

@testable import TestKit

/// The check of histories is itself checked: with each of these faults in the program it finds that one, and no other.
extension CampaignTests {
    @Test(
        "a fault in the program shows as the promise that it breaks, and as no other",
        arguments: [
            (.ackBeforeCommit, .lost), (.lost, .lost), (.doubled, .doubled), (.shownTwice, .doubled),
            (.changed, .changed), (.phantom, .phantom), (.gap, .gap), (.reordered, .reordered),
            (.staleRead, .staleRead), (.missed, .missed), (.leaked, .leaked),
            (.resumeGap, .resumeGap), (.resumeDouble, .resumeDouble),
        ] as [(SeededFault, Invariant)]
    )
    func faultIsFound(_ fault: SeededFault, _ invariant: Invariant) async throws {
        let campaign = Campaign(
            store: .sqlite,
            seed: 7,
            deeds: fault.deeds,
            peace: 700...700,
            // A read would see to it that what was acknowledged is on disk.
            hasReaders: fault != .ackBeforeCommit,
            // A crash takes back places that a device has; a socket of all chats may show any of them; what is late comes
            // a second time to a device that has read it meanwhile.
            hasDevices: ![.ackBeforeCommit, .leaked, .reordered].contains(fault),
            fault: fault.rawValue
        )
        let history = try await campaign.run()
        let report = HistoryReport(history)
        if report.broken != [invariant] { try keep(history, "fault-\(fault.rawValue)") }
        #expect(report.broken == [invariant], "\(report.text)")
    }

    @Test("a debug build that is asked for a fault that it does not know does not start")
    func unknownFault() async throws {
        try await withHome { home in
            let ending = try await home.run("serve", environment: [SeededFault.variable: "mischief"])
            #expect(ending.code != 0)
            #expect(ending.errors.contains("there is no fault \"mischief\""))
        }
    }
}

extension SeededFault {
    /// What has to be done to the server for the fault to show.
    fileprivate var deeds: [Deed] {
        switch self {
        case .ackBeforeCommit: [.kill]
        case .resumeGap, .resumeDouble: [.cut, .reset]
        case .lost, .doubled, .shownTwice, .changed, .phantom, .gap, .reordered, .staleRead, .missed, .leaked: []
        }
    }
}
