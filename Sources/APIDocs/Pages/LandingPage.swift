extension DocsPage {
    /// The start page (`/` and `/index.html`): what this server is and where to go, in Russian and in English.
    public static let landing = DocsPage(
        html: html(
            title: "Мессенджер",
            head: """
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="docs/assets/pages.css">
                """,
            body: """
                <main>
                <h1>Мессенджер</h1>
                <p>Сервер чатов работает: REST и WebSocket, приватные чаты и группы.</p>
                \(HTML.navigation(links))
                <h2>Как начать</h2>
                <ol>
                <li>Зарегистрируйтесь: <code>POST /register</code>.</li>
                <li>Получите токен: <code>POST /login</code>.</li>
                <li>Создайте чат: <code>POST /chats</code>, и слушайте его: <code>/ws/{chat_id}?token=…</code>.</li>
                </ol>
                <section lang="en">
                <h2>Getting started</h2>
                <p>This chat server is up. Register, log in, create a chat, and listen to it on a WebSocket; the
                documentation above lets you try every call.</p>
                \(example)
                </section>
                </main>
                """
        ),
        policy: .plain
    )

    private static let links = [
        ("docs", "Swagger UI"), ("redoc", "ReDoc"), ("asyncapi", "WebSocket"), ("openapi.json", "OpenAPI"),
        ("asyncapi.json", "AsyncAPI"),
    ]

    private static let example = """
        <pre><code>curl http://localhost:8000/register -H 'Content-Type: application/json' \\
          -d '{"email":"anna@example.com","password":"secretpassword","name":"Анна"}'
        curl http://localhost:8000/login -H 'Content-Type: application/json' \\
          -d '{"email":"anna@example.com","password":"secretpassword"}'</code></pre>
        """
}
