extension FrameProblem {
    /// The text for an error frame, in a language; it stands beside `code`.
    public func detail(in language: Language) -> String {
        switch (language, self) {
        case (.russian, .binary): "Двоичные сообщения не поддерживаются, отправьте JSON текстом"
        case (.english, .binary): "Binary messages are not supported, send JSON as text"
        case (.russian, .invalidJSON): "Сообщение не является корректным JSON"
        case (.english, .invalidJSON): "The message is not valid JSON"
        case (.russian, .invalidFrame): "Сообщение должно быть объектом JSON"
        case (.english, .invalidFrame): "The message must be a JSON object"
        case (.russian, .invalidText): "Поле text должно быть строкой от 1 до 65536 байт без символа NUL"
        case (.english, .invalidText): "The field text must be a string of 1 to 65536 bytes without NUL"
        case (.russian, .invalidClientMessageID):
            "Поле client_message_id должно быть строкой от 1 до 128 символов без символа NUL"
        case (.english, .invalidClientMessageID):
            "The field client_message_id must be a string of 1 to 128 characters without NUL"
        case (.russian, .invalidMessageID): "Поле message_id должно быть целым числом"
        case (.english, .invalidMessageID): "The field message_id must be an integer"
        case (.russian, .invalidChatID): "Поле chat_id должно быть целым числом"
        case (.english, .invalidChatID): "The field chat_id must be an integer"
        case (.russian, .invalidSeq): "Поле seq должно быть целым неотрицательным числом"
        case (.english, .invalidSeq): "The field seq must be an integer that is not negative"
        case (.russian, .invalidPosition): "Поле position должно быть позицией, полученной от этого сервера"
        case (.english, .invalidPosition): "The field position must be a position that this server gave out"
        case (.russian, .invalidCursors): "Поле cursors должно быть объектом: номер чата → последний seq"
        case (.english, .invalidCursors): "The field cursors must be an object: id of a chat → last seq"
        case (.russian, .invalidUserIDs): "Поле user_ids должно быть списком не более чем из 200 целых чисел"
        case (.english, .invalidUserIDs): "The field user_ids must be a list of at most 200 integers"
        case (.russian, .unexpectedFrame): "Сейчас это сообщение не принимается: сначала auth, затем один раз hello"
        case (.english, .unexpectedFrame): "This message is not accepted now: auth comes first, then hello, once"
        }
    }
}
