import HTTPTypes
import HummingbirdCore
import NIOCore
import Wire

extension Response {
    /// A body of JSON.
    static func json(_ body: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    /// An error in the language that the client prefers.
    static func error(_ error: ErrorReply, in language: Language, headers: HTTPFields = [:]) -> Response {
        var response = json(error.body(in: language), status: HTTPResponse.Status(code: error.status))
        response.headers.append(contentsOf: headers)
        if let retryAfter = error.retryAfter {
            response.headers[.retryAfter] = String(max(1, retryAfter.components.seconds))
        }
        return response
    }
}

/// Why a handler gives no reply of its own.
enum Refusal: Error {
    /// An error of the catalogue, with header fields that belong to it.
    case error(ErrorReply, headers: HTTPFields = [:])
    /// The request does not have the form that the endpoint takes.
    case invalid([ValidationProblem])

    init(_ problem: RequestProblem) {
        switch problem {
        case .invalidUTF8: self = .error(.invalidBody)
        case .invalid(let problems): self = .invalid(problems)
        }
    }

    func response(in language: Language) -> Response {
        switch self {
        case .error(let error, let headers): .error(error, in: language, headers: headers)
        case .invalid(let problems): .json(ReplyBody.validation(problems), status: .unprocessableContent)
        }
    }
}
