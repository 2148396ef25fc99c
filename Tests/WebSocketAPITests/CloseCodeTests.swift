import APIDocs
import Testing

@testable import WebSocketAPI

@Suite("Close codes")
struct CloseCodeTests {
    @Test("are those that the AsyncAPI document explains")
    func documented() {
        #expect(AsyncAPIDocument.closeCodes == CloseCode.allCases.map { Int($0.rawValue) })
    }

    @Test("have a reason that fits into a close frame", arguments: CloseCode.allCases)
    func reason(code: CloseCode) {
        #expect(code.reason.utf8.count <= 123)
        #expect(code.reason.isEmpty == (code == .normal))
    }
}
