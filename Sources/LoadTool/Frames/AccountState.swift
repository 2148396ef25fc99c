import Wire

/// The frame that tells a client without a position what there is; it comes once, so it is read as the JSON it is.
enum AccountState {
    /// The last place of each chat; none when the text is something else.
    static func places(in text: String) -> [Int64: Int64] {
        guard case .array(let chats) = (try? JSONParser.parse(text.utf8))?["chats"] else { return [:] }
        var places: [Int64: Int64] = [:]
        for chat in chats {
            guard case .integer(let id) = chat["id"], case .integer(let last) = chat["last_seq"] else { continue }
            places[id] = last
        }
        return places
    }
}
