/// Every error that the document names, in the order of its table.
extension DocumentedError {
    static let catalogue: [DocumentedError] = [
        badRequest, invalidBody, emailTaken, unknownEmail, wrongPassword, privateChatNeedsOneMember,
        privateChatWithSelf, privateChatExists, privateChatIsFixed, notAuthenticated, invalidToken, expiredToken,
        incompleteToken, accountGone, notAMember, notTheCreator, originNotAllowed, notFound, unknownMember,
        methodNotAllowed, clientMessageIDReused, idempotencyKeyReused, idempotencyKeyInUse, bodyTooLarge,
        upgradeRequired, tooManyRequests, tooManySockets, internalFault, overloaded, unavailable,
    ]

    static let badRequest = DocumentedError(
        400,
        "bad_request",
        "Bad Request",
        meaning: "The request breaks the rules of HTTP."
    )
    static let invalidBody = DocumentedError(
        400,
        "invalid_body",
        "There was an error parsing the body",
        meaning: "The body is not UTF-8."
    )
    static let emailTaken = DocumentedError(
        400,
        "email_taken",
        "Пользователь с таким email уже существует.",
        "A user with this email already exists.",
        meaning: "Somebody has registered the address before, in whatever case."
    )
    static let unknownEmail = DocumentedError(
        400,
        "unknown_email",
        "Пользователь не найден.",
        "User not found.",
        meaning: "No account has the address."
    )
    static let wrongPassword = DocumentedError(
        400,
        "wrong_password",
        "Неверный пароль.",
        "Wrong password.",
        meaning: "The account has another password."
    )
    static let privateChatNeedsOneMember = DocumentedError(
        400,
        "private_chat_needs_one_member",
        "При создании приватного чата можно указать только одного участника",
        "A private chat takes exactly one other member",
        meaning: "`member_ids` of a private chat names nobody or several."
    )
    static let privateChatWithSelf = DocumentedError(
        400,
        "private_chat_with_self",
        "Нельзя создать приватный чат с самим собой",
        "A private chat with yourself is not possible",
        meaning: "`member_ids` of a private chat names the caller."
    )
    static let privateChatExists = DocumentedError(
        400,
        "private_chat_exists",
        "Приватный чат между этими пользователями уже существует",
        "These users already have a private chat",
        meaning: "The pair has a private chat, whoever created it."
    )
    static let privateChatIsFixed = DocumentedError(
        400,
        "private_chat_is_fixed",
        "Участников приватного чата нельзя изменить",
        "The members of a private chat cannot be changed",
        meaning: "The chat is a private one: nobody joins or leaves it."
    )

    static let notAuthenticated = DocumentedError(
        401,
        "not_authenticated",
        "Not authenticated",
        meaning: "No bearer token came with the request."
    )
    static let invalidToken = DocumentedError(
        401,
        "invalid_token",
        "Invalid authentication credentials",
        meaning: "The token is not one of this server's, or has expired."
    )
    static let expiredToken = DocumentedError(
        401,
        "invalid_token",
        variant: "me",
        "Неверный или истекший токен",
        "Invalid or expired token",
        meaning: "The same on `/me`, for whatever reason: the token is of no use."
    )
    static let incompleteToken = DocumentedError(
        401,
        "incomplete_token",
        "Invalid token payload",
        meaning: "The token is genuine but names no account."
    )
    static let accountGone = DocumentedError(
        401,
        "account_gone",
        "User not found",
        meaning: "The account that the token names does not exist."
    )

    static let notAMember = DocumentedError(
        403,
        "not_a_member",
        "У вас нет доступа к этому чату",
        "You have no access to this chat",
        meaning: "The caller is not a member of the chat, or there is no such chat."
    )
    static let notTheCreator = DocumentedError(
        403,
        "not_the_creator",
        "Удалять других участников может только создатель чата",
        "Only the creator of the chat may remove others",
        meaning: "Somebody else than who created the group wants to take another out of it."
    )
    static let originNotAllowed = DocumentedError(
        403,
        "origin_not_allowed",
        "Страницам этого сайта нельзя открывать соединение",
        "Pages of this origin may not open a connection",
        meaning: "The page's `Origin` is not one of those that may open sockets (`cors.origins`)."
    )
    static let notFound = DocumentedError(404, "not_found", "Not Found", meaning: "There is no such path.")
    static let unknownMember = DocumentedError(
        404,
        "unknown_member",
        "Пользователь не найден",
        "User not found",
        meaning: "One of `member_ids` or `user_ids` has no account; nothing was done."
    )
    static let methodNotAllowed = DocumentedError(
        405,
        "method_not_allowed",
        "Method Not Allowed",
        meaning: "The path has no such method; `Allow` names those it has."
    )
    static let clientMessageIDReused = DocumentedError(
        409,
        "client_message_id_reused",
        "Сообщение с таким client_message_id уже отправлено с другим текстом",
        "This client_message_id was already used for another text",
        meaning: "The caller has sent another text under this `client_message_id` in this chat."
    )
    static let idempotencyKeyReused = DocumentedError(
        409,
        "idempotency_key_reused",
        "С таким Idempotency-Key уже был отправлен другой запрос",
        "This Idempotency-Key was already used for another request",
        meaning: "The caller has made another call under this `Idempotency-Key` within 24 hours; nothing was done."
    )
    static let idempotencyKeyInUse = DocumentedError(
        409,
        "idempotency_key_in_use",
        "Запрос с таким Idempotency-Key ещё выполняется",
        "The request with this Idempotency-Key is still under way",
        meaning: "The call with this `Idempotency-Key` is being made: repeat it after `Retry-After` seconds."
    )
    static let bodyTooLarge = DocumentedError(
        413,
        "body_too_large",
        "Тело запроса слишком большое",
        "The request body is too large",
        meaning: "The body is over the limit, 1 MiB unless configured otherwise."
    )
    static let upgradeRequired = DocumentedError(
        426,
        "upgrade_required",
        "Здесь нужно соединение WebSocket",
        "This path takes WebSocket connections only",
        meaning: "The WebSocket handshake is not a proper one."
    )

    static let tooManyRequests = DocumentedError(
        429,
        "too_many_requests",
        "Слишком много запросов, повторите позже",
        "Too many requests, try again later",
        meaning: "The caller does this too often: repeat the call after `Retry-After` seconds."
    )

    static let tooManySockets = DocumentedError(
        429,
        "too_many_sockets",
        "Слишком много открытых соединений",
        "Too many open connections",
        meaning:
            "The account or the address has as many sockets and event streams as it may have: close some, or come back later."
    )

    static let internalFault = DocumentedError(
        500,
        "internal_error",
        "Внутренняя ошибка сервера",
        "Internal server error",
        meaning: "A fault of the server; its log says more."
    )
    static let overloaded = DocumentedError(
        503,
        "overloaded",
        "Сервер перегружен, повторите запрос позже",
        "The server is busy, try again later",
        meaning: "A queue is full: repeat the call after `Retry-After` seconds."
    )
    static let unavailable = DocumentedError(
        503,
        "unavailable",
        "База данных недоступна, повторите запрос позже",
        "The database is not available, try again later",
        meaning: "The database is away: repeat the call after `Retry-After` seconds."
    )
}
