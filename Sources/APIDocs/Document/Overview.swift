/// The text that the document begins with, in Markdown: what holds for every route, and the sockets.
enum Overview {
    static let text = """
        \(start)

        \(conventions)

        \(errors)

        \(sockets)

        \(socketErrors)
        """

    private static let start = """
        A chat server: accounts, private chats and groups, messages over REST and over WebSocket.

        ## Getting started
        1. `POST /register` makes an account, `POST /login` answers a token.
        2. Send the token as `Authorization: Bearer …` with every other call. On `/docs`, press *Authorize* and paste it.
        3. `POST /chats` creates a chat, `POST /chats/{chat_id}/messages` writes in it, and \
        `/ws/{chat_id}?token=…` hears what is written.
        """

    private static let conventions = """
        ## Conventions
        * Bodies are JSON in UTF-8 with `Content-Type: application/json` (or `application/*+json`, or none); any other \
        type is a 422. A body may have 1 MiB unless the server is configured otherwise.
        * Texts count in characters (Unicode scalars), messages in bytes. No text may hold U+0000.
        * Unknown keys are ignored, and replies may gain keys: ignore those you do not know.
        * Numbers in paths and queries may have a sign, leading zeros, spaces around them and a fraction of zeros.
        * Of what can be wrong with a request the token is looked at first (401), then the request itself (422), then \
        what the caller may do (403, 404, 400, 409).
        * Errors have a `detail` for people, in Russian or, by `Accept-Language`, in English, and a `code` for programs \
        that never changes. The 422's texts are English only.
        * Times are UTC. Order never depends on them: `seq` counts the changes of a chat without a gap.
        * Cross-origin calls are allowed for the origins that the server is configured with, any by default.
        """

    private static let errors = """
        ## Errors
        | Status | Code | Text | Meaning |
        | --- | --- | --- | --- |
        \(DocumentedError.catalogue.map(row).joined(separator: "\n"))
        | 422 | `validation_failed` | | What is wrong with the path, the query and the body, all of it. |
        """

    private static func row(_ error: DocumentedError) -> String {
        let text = error.russian == error.english ? error.english : "\(error.russian) / \(error.english)"
        return "| \(error.status) | `\(error.code)` | \(text) | \(error.meaning) |"
    }

    private static let sockets = """
        ## WebSocket
        `GET /ws/{chat_id}?token=…` opens a socket to one chat, with the access token in the query. The handshake is \
        answered with 101; with 401 for a bad or expired token, 403 without a token or for somebody who is not a member \
        of the chat, 404 for an unknown path or a plain GET. Frames are JSON in text frames. Frames of unknown types, \
        and reads of messages that are not there, are ignored. `/asyncapi` shows what every key means and what to do \
        about close codes, and `/asyncapi.json` says it to programs. `GET /ws` opens one socket for all chats, with \
        resumption, receipts, typing and presence; it stands there too.

        From clients:
        \(frames(from: .client))

        From the server:
        \(frames(from: .server))
        """

    private static func frames(from sender: Frame.Sender) -> String {
        Frame.ofChatSocket.filter { $0.sender == sender }.map { frame in
            "* \(frame.summary):\n  ```json\n  \(frame.example.compactText)\n  ```"
        }
        .joined(separator: "\n")
    }

    private static let socketErrors = """
        A frame that cannot be understood or is refused is answered with an `error`, and the connection lives on:

        | Code | Meaning | What to do |
        | --- | --- | --- |
        \(FrameError.ofChatSocket.map { "| `\($0.code)` | \($0.meaning) | \($0.advice) |" }.joined(separator: "\n"))
        """
}
