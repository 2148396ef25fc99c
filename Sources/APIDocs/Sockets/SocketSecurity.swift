/// A way for a socket's client to show who it is.
enum SocketSecurity: String, CaseIterable, Sendable {
    /// The access token in the query.
    case token
    /// The access token in a header.
    case bearer
    /// A ticket in the query.
    case ticket
    /// The access token in the first frame.
    case firstFrame = "first_frame"

    /// As a Security Scheme Object.
    var json: JSON {
        switch self {
        case .token:
            [
                "type": "httpApiKey",
                "in": "query",
                "name": "token",
                "description": "The `access_token` that `POST /login` answers.",
            ]
        case .bearer:
            [
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "The `access_token` that `POST /login` answers, in `Authorization`.",
            ]
        case .ticket:
            [
                "type": "httpApiKey",
                "in": "query",
                "name": "ticket",
                "description": "The `ticket` that `POST /ws-ticket` answers: good once, within 30 seconds.",
            ]
        case .firstFrame:
            [
                "type": "apiKey",
                "in": "password",
                "description": "The `access_token` in the frame `auth`, before anything else, within 10 seconds.",
            ]
        }
    }
}
