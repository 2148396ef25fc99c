public import Domain

/// One of the people of the demo data; all of them have the same password.
public struct DemoPerson: Sendable {
    /// The address to log in with.
    public let email: EmailAddress
    /// The name that others see.
    public let name: UserName

    private init(_ email: String, _ name: String) {
        self.email = EmailAddress(stored: email)
        self.name = UserName(stored: name)
    }

    /// The password that each of them logs in with.
    public static let passwordText = "password123"

    static let password = Password(stored: passwordText)

    /// Everybody, in the order of their ids in an empty database.
    public static let all = [
        DemoPerson("alice@example.com", "Алиса"),
        DemoPerson("bob@example.com", "Боб"),
        DemoPerson("charlie@example.com", "Чарли"),
        DemoPerson("david@example.com", "Дэвид"),
    ]
}

extension DemoChat {
    /// A talk of the first two people, and a group of all four.
    static func all(now: Timestamp) -> [DemoChat] {
        [
            DemoChat(
                name: ChatName(stored: "Алиса и Боб"),
                type: .private,
                members: [0, 1],
                messages: messages("Тестовое сообщение", count: 10, senders: 2, now: now)
            ),
            DemoChat(
                name: ChatName(stored: "Команда проекта"),
                type: .group,
                members: [0, 1, 2, 3],
                messages: messages("Групповое сообщение", count: 15, senders: 4, now: now)
            ),
        ]
    }

    /// Message number i was written i minutes ago, by the people in turn; the oldest comes first.
    private static func messages(_ text: String, count: Int, senders: Int, now: Timestamp) -> [DemoMessage] {
        (0..<count).reversed().map { number in
            DemoMessage(
                sender: number % senders,
                text: MessageText(stored: "\(text) \(number)"),
                createdAt: now - .seconds(60 * number)
            )
        }
    }
}
