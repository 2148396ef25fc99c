import Domain
import HTTPTypes
import HummingbirdCore
import Logging

/// One line for each request.
///
/// It never shows a header, a body, or a query: tokens travel there.
struct RequestLog: Sendable {
    let logger: Logger

    func note(_ request: Request, _ status: HTTPResponse.Status, took duration: Duration) {
        logger.info(
            "\(request.method.rawValue) \(request.uri.path) \(status.code)",
            metadata: ["ms": "\(Double(duration.wholeMicroseconds) / 1000)"]
        )
    }
}
