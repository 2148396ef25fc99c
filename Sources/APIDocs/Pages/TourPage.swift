extension DocsPage {
    /// The tour (`/tour`): the first calls of a developer, to paste into a terminal, in Russian and in English.
    public static let tour = DocsPage(
        html: html(
            title: "Мессенджер: знакомство",
            head: """
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="docs/assets/pages.css">
                """,
            body: """
                <main>
                <h1>Мессенджер: знакомство</h1>
                \(HTML.navigation(links))
                <p>Сервер чатов: REST и WebSocket, приватные чаты и группы. Строки ниже вставьте в терминал.</p>
                \(steps(["Регистрация", "Вход: токен для следующих вызовов", "Группа и первое сообщение", "Всё, что есть"]))
                <p>Повторите отправку: вернётся то же сообщение, второго не появится. Дальше – сокет
                <code>/ws</code>: он приносит все события и описан на странице <a href="asyncapi">WebSocket</a>.</p>
                <section lang="en">
                <h2>A tour</h2>
                <p>A chat server over REST and WebSocket, with private chats and groups. Paste these into a terminal.</p>
                \(steps(["Make an account", "Log in: the token for what follows", "A group and a message", "All there is"]))
                <p>Send it once more: the same message comes back and there is no second one. The socket <code>/ws</code>
                brings every event; the page <a href="asyncapi">WebSocket</a> describes it.</p>
                </section>
                </main>
                """
        ),
        policy: .plain
    )

    private static let links = [
        (".", "Чаты / Chats"), ("docs", "Swagger UI"), ("redoc", "ReDoc"), ("asyncapi", "WebSocket"),
        ("openapi.json", "OpenAPI"), ("asyncapi.json", "AsyncAPI"),
    ]

    private static func steps(_ titles: [String]) -> String {
        zip(titles, commands).map { title, command in
            "<h3>\(title)</h3>\n<pre><code>\(HTML.escaped(command))</code></pre>"
        }
        .joined(separator: "\n")
    }

    private static let commands = [
        """
        curl localhost:8000/register -H 'Content-Type: application/json' \\
          -d '{"email":"anna@example.com","password":"secretpassword","name":"Анна"}'
        """,
        """
        TOKEN=$(curl -s localhost:8000/login -H 'Content-Type: application/json' \\
          -d '{"email":"anna@example.com","password":"secretpassword"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
        """,
        """
        CHAT=$(curl -s localhost:8000/chats -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
          -d '{"name":"Anna","chat_type":"group","member_ids":[]}' | sed 's/.*"id":\\([0-9]*\\).*/\\1/')
        curl localhost:8000/chats/$CHAT/messages -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
          -d '{"text":"Привет 👋","client_message_id":"tour-1"}'
        """,
        """
        curl localhost:8000/history/$CHAT -H "Authorization: Bearer $TOKEN"
        """,
    ]
}
