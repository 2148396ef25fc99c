/// Every error that a client can see, in one place.
extension ErrorReply {
    static let emailTaken = ErrorReply(
        400,
        "email_taken",
        "Пользователь с таким email уже существует.",
        "A user with this email already exists."
    )
    static let unknownEmail = ErrorReply(400, "unknown_email", "Пользователь не найден.", "User not found.")
    static let wrongPassword = ErrorReply(400, "wrong_password", "Неверный пароль.", "Wrong password.")
    static let invalidToken = ErrorReply(
        401,
        "invalid_token",
        "Invalid authentication credentials",
        "Invalid authentication credentials"
    )
    static let incompleteToken = ErrorReply(
        401,
        "incomplete_token",
        "Invalid token payload",
        "Invalid token payload"
    )
    static let accountGone = ErrorReply(401, "account_gone", "User not found", "User not found")
    static let privateChatNeedsOneMember = ErrorReply(
        400,
        "private_chat_needs_one_member",
        "При создании приватного чата можно указать только одного участника",
        "A private chat takes exactly one other member"
    )
    static let privateChatWithSelf = ErrorReply(
        400,
        "private_chat_with_self",
        "Нельзя создать приватный чат с самим собой",
        "A private chat with yourself is not possible"
    )
    static let privateChatExists = ErrorReply(
        400,
        "private_chat_exists",
        "Приватный чат между этими пользователями уже существует",
        "These users already have a private chat"
    )
    static let unknownMember = ErrorReply(404, "unknown_member", "Пользователь не найден", "User not found")
    static let privateChatIsFixed = ErrorReply(
        400,
        "private_chat_is_fixed",
        "Участников приватного чата нельзя изменить",
        "The members of a private chat cannot be changed"
    )
    static let notTheCreator = ErrorReply(
        403,
        "not_the_creator",
        "Удалять других участников может только создатель чата",
        "Only the creator of the chat may remove others"
    )
    static let notAMember = ErrorReply(
        403,
        "not_a_member",
        "У вас нет доступа к этому чату",
        "You have no access to this chat"
    )
    static let clientMessageIDReused = ErrorReply(
        409,
        "client_message_id_reused",
        "Сообщение с таким client_message_id уже отправлено с другим текстом",
        "This client_message_id was already used for another text"
    )
    static let idempotencyKeyReused = ErrorReply(
        409,
        "idempotency_key_reused",
        "С таким Idempotency-Key уже был отправлен другой запрос",
        "This Idempotency-Key was already used for another request"
    )
    static let internalFault = ErrorReply(
        500,
        "internal_error",
        "Внутренняя ошибка сервера",
        "Internal server error"
    )

    static func idempotencyKeyInUse(retryAfter: Duration) -> ErrorReply {
        ErrorReply(
            409,
            "idempotency_key_in_use",
            "Запрос с таким Idempotency-Key ещё выполняется",
            "The request with this Idempotency-Key is still under way",
            retryAfter: retryAfter
        )
    }

    static func tooManyRequests(retryAfter: Duration) -> ErrorReply {
        ErrorReply(
            429,
            "too_many_requests",
            "Слишком много запросов, повторите позже",
            "Too many requests, try again later",
            retryAfter: retryAfter
        )
    }

    static func overloaded(retryAfter: Duration) -> ErrorReply {
        ErrorReply(
            503,
            "overloaded",
            "Сервер перегружен, повторите запрос позже",
            "The server is busy, try again later",
            retryAfter: retryAfter
        )
    }

    static func unavailable(retryAfter: Duration) -> ErrorReply {
        ErrorReply(
            503,
            "unavailable",
            "База данных недоступна, повторите запрос позже",
            "The database is not available, try again later",
            retryAfter: retryAfter
        )
    }

    /// A protected endpoint was called without a bearer token.
    public static let notAuthenticated = ErrorReply(
        401,
        "not_authenticated",
        "Not authenticated",
        "Not authenticated"
    )
    /// What `/me` says of any token that is no good.
    public static let expiredToken = ErrorReply(
        401,
        "invalid_token",
        "Неверный или истекший токен",
        "Invalid or expired token"
    )
    /// A body that is not UTF-8.
    public static let invalidBody = ErrorReply(
        400,
        "invalid_body",
        "There was an error parsing the body",
        "There was an error parsing the body"
    )
    /// A body over the limit.
    public static let bodyTooLarge = ErrorReply(
        413,
        "body_too_large",
        "Тело запроса слишком большое",
        "The request body is too large"
    )
    /// No such path.
    public static let notFound = ErrorReply(404, "not_found", "Not Found", "Not Found")
    /// The path has no such method.
    public static let methodNotAllowed = ErrorReply(
        405,
        "method_not_allowed",
        "Method Not Allowed",
        "Method Not Allowed"
    )
    /// A request that is not HTTP, or breaks its rules.
    public static let badRequest = ErrorReply(400, "bad_request", "Bad Request", "Bad Request")
    /// A page of another origin than those allowed asked for a socket.
    public static let originNotAllowed = ErrorReply(
        403,
        "origin_not_allowed",
        "Страницам этого сайта нельзя открывать соединение",
        "Pages of this origin may not open a connection"
    )
    /// The account or the address has as many sockets and event streams as it may have.
    public static let tooManySockets = ErrorReply(
        429,
        "too_many_sockets",
        "Слишком много открытых соединений",
        "Too many open connections",
        retryAfter: .seconds(30)
    )
    /// A socket was asked for without a proper WebSocket handshake.
    public static let upgradeRequired = ErrorReply(
        426,
        "upgrade_required",
        "Здесь нужно соединение WebSocket",
        "This path takes WebSocket connections only"
    )
}
