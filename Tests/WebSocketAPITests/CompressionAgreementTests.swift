import Testing

@testable import WebSocketAPI

@Suite("Agreeing on compression")
struct CompressionAgreementTests {
    static let base = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

    static let accepted: [(offers: [String], reply: String, coversShared: Bool)] = [
        (["permessage-deflate"], base, true),
        (["permessage-deflate; client_max_window_bits"], base, true),
        (["permessage-deflate;client_max_window_bits=10 ; server_no_context_takeover"], base, true),
        (["PerMessage-Deflate ; Client_No_Context_Takeover"], base, true),
        (["permessage-deflate; client_max_window_bits=\"9\""], base, true),
        (["permessage-deflate; server_max_window_bits=15"], "\(base); server_max_window_bits=15", true),
        (["permessage-deflate; server_max_window_bits=12"], "\(base); server_max_window_bits=12", true),
        (["permessage-deflate; server_max_window_bits=11"], "\(base); server_max_window_bits=11", false),
        (["permessage-deflate; server_max_window_bits=8"], "\(base); server_max_window_bits=8", false),
        // What cannot be met is passed over, in one field or several.
        (["x-webkit-deflate-frame, permessage-deflate"], base, true),
        (["bbf-usp-protocol", "permessage-deflate"], base, true),
        (["permessage-deflate; server_max_window_bits=7, permessage-deflate"], base, true),
        (
            ["permessage-deflate; unknown, permessage-deflate; server_max_window_bits=9"],
            "\(base); server_max_window_bits=9", false
        ),
    ]

    @Test("takes the first offer that can be met", arguments: accepted)
    func accept(offers: [String], reply: String, coversShared: Bool) throws {
        let agreement = try #require(CompressionAgreement(offers: offers))
        #expect(agreement.reply == reply)
        #expect(agreement.coversShared == coversShared)
    }

    @Test(
        "takes none that is not understood",
        arguments: [
            [], [""], [","], ["permessage-deflates"], ["permessage-deflate; "], ["permessage-deflate; unknown"],
            ["permessage-deflate; server_max_window_bits"], ["permessage-deflate; server_max_window_bits="],
            ["permessage-deflate; server_max_window_bits=16"], ["permessage-deflate; server_max_window_bits=08"],
            ["permessage-deflate; client_max_window_bits=7"], ["permessage-deflate; client_max_window_bits=x"],
            ["permessage-deflate; client_max_window_bits="],
            ["permessage-deflate; server_no_context_takeover=1"], ["permessage-deflate; client_no_context_takeover=10"],
            ["permessage-deflate; client_max_window_bits; client_max_window_bits=9"],
        ]
    )
    func refuse(offers: [String]) {
        #expect(CompressionAgreement(offers: offers) == nil)
    }
}
