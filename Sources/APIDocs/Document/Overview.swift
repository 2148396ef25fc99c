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
        of the chat, 404 for an unknown path or a plain GET. Frames are JSON in text frames.

        A message, from the client. `client_message_id` may be left out; with it a repeated frame stores nothing twice:
        ```json
        {"type":"message","text":"Привет 👋","client_message_id":"58219a50-fa27-46a8-b91e-695b5610efbb"}
        ```
        A message, to every socket of the chat, the sender's too, where it stands for an acknowledgement. It is on disk \
        by then:
        ```json
        {"type":"message","id":42,"chat_id":12,"sender_id":17,"text":"Привет 👋",\
        "timestamp":"2026-11-23T03:28:19.752639+00:00","seq":7,\
        "client_message_id":"58219a50-fa27-46a8-b91e-695b5610efbb"}
        ```
        A message was read, from the client, and then once to the author's sockets of the chat:
        ```json
        {"type":"read","message_id":42}
        ```
        ```json
        {"type":"read","message_id":42,"reader_id":18}
        ```
        Frames of other types, and reads of messages that are not there, are ignored. The server pings; it closes with \
        1009 after a message over its limit (256 KiB by default), and with 1012 when it restarts: connect again.
        """

    private static let socketErrors = """
        A frame that cannot be understood or is refused is answered, and the connection lives on:
        ```json
        {"type":"error","code":"invalid_json","detail":"Сообщение не является корректным JSON"}
        ```
        | Code | Meaning |
        | --- | --- |
        | `binary_frame` | It is a binary frame. |
        | `invalid_json` | It is not JSON in UTF-8. |
        | `invalid_frame` | It is JSON, and not an object. |
        | `invalid_text` | `text` is missing, empty, too long, not a text, or holds U+0000. |
        | `invalid_client_message_id` | `client_message_id` is not a text of 1 to 128 characters. |
        | `invalid_message_id` | `message_id` is not a number. |
        | `not_a_member`, `client_message_id_reused`, `overloaded`, `unavailable`, `internal_error` | As above. |
        """
}
