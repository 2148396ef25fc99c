import StoreSQL

extension PostgresSession {
    /// Copies the chats.
    ///
    /// A chat without a name, or without a type, is given one. A private chat has two people and a pair has one: any
    /// other private chat, such as the duplicates that the original made of one pair at times, becomes a group of the
    /// same people.
    func adoptChats() throws -> [String] {
        try script(Self.members)
        try script(Self.chats)
        try execute(Self.insert)
        return try rows(Self.repairs) { try $0.text(Int32(0)) }
    }

    /// Copies who belongs to which chat: what either of the original's two tables says.
    func adoptMembers() throws -> [String] {
        try execute(Self.insertMembers)
        return try rows(Self.unlisted) { try $0.text(Int32(0)) }
    }

    private static let members = """
        CREATE TEMPORARY TABLE adopted_members ON COMMIT DROP AS
            SELECT chat_id, user_id, bool_or(is_listed) AS is_listed
            FROM (
                SELECT chat_id::int8, user_id::int8, TRUE AS is_listed FROM original_server.chat_users
                UNION ALL
                SELECT g.chat_id, m.user_id, FALSE
                FROM original_server.group_members m JOIN original_server.groups g ON g.id = m.group_id
            ) m GROUP BY chat_id, user_id;
        ANALYZE adopted_members
        """

    /// Of a pair's private chats the oldest stays private, one that had no type last of all.
    private static let chats = """
        CREATE TEMPORARY TABLE adopted_chats ON COMMIT DROP AS
            SELECT *, is_pair AND 1 = row_number() OVER (
                PARTITION BY is_pair, first_user, second_user ORDER BY old_type IS NULL, id
            ) AS is_private
            FROM (
                SELECT c.id::int8, c.name::text AS old_name, c.chat_type::text AS old_type,
                    coalesce(c.name, g.name, 'Чат ' || c.id)::text AS name, g.creator_id, m.created_at,
                    coalesce(p.people, 0) AS people, p.first_user, p.second_user,
                    coalesce(p.people = 2 AND CASE c.chat_type::text
                        WHEN 'private' THEN TRUE WHEN 'group' THEN FALSE ELSE g.chat_id IS NULL END, FALSE) AS is_pair
                FROM original_server.chats c
                LEFT JOIN (
                    SELECT chat_id, min(name) AS name, min(creator_id)::int8 AS creator_id
                    FROM original_server.groups GROUP BY chat_id
                ) g ON g.chat_id = c.id
                LEFT JOIN (
                    SELECT chat_id, count(*) AS people, min(user_id) AS first_user, max(user_id) AS second_user
                    FROM adopted_members GROUP BY chat_id
                ) p ON p.chat_id = c.id
                LEFT JOIN (
                    SELECT chat_id, min(\(moment)) AS created_at FROM original_server.messages m GROUP BY chat_id
                ) m ON m.chat_id = c.id
            ) c;
        ANALYZE adopted_chats
        """

    /// A chat is as old as its oldest message; the original did not keep when it was made.
    private static let insert = PostgresStatement(
        unprepared: """
            INSERT INTO chats (id, name, chat_type, first_user, second_user, creator_id, created_at)
            SELECT id, name, CASE WHEN is_private THEN 'private' ELSE 'group' END,
                CASE WHEN is_private THEN first_user END, CASE WHEN is_private THEN second_user END, creator_id,
                coalesce(created_at, 0)
            FROM adopted_chats ORDER BY id
            """
    )

    private static let repairs = PostgresStatement(
        unprepared: """
            SELECT remark FROM (
                SELECT id, 1 AS place, 'Chat ' || id || ' had no name, and is now called "' || name || '".' AS remark
                FROM adopted_chats WHERE old_name IS NULL
                UNION ALL
                SELECT id, 2, 'Chat ' || id || ' ("' || name || '") had no type, and is now '
                    || CASE WHEN is_private THEN 'private.' ELSE 'a group.' END
                FROM adopted_chats WHERE old_type IS NULL
                UNION ALL
                SELECT id, 3, 'Chat ' || id || ' ("' || name || '") was another private chat of the users '
                    || first_user || ' and ' || second_user || ', and is now a group of the two.'
                FROM adopted_chats WHERE is_pair AND NOT is_private
                UNION ALL
                SELECT id, 4, 'Chat ' || id || ' ("' || name || '") was a private chat of ' || people
                    || CASE people WHEN 1 THEN ' person' ELSE ' people' END || ', and is now a group.'
                FROM adopted_chats WHERE old_type = 'private' AND people <> 2
            ) r ORDER BY id, place
            """
    )

    private static let insertMembers = PostgresStatement(
        unprepared: """
            INSERT INTO members (chat_id, user_id, joined_at)
            SELECT m.chat_id, m.user_id, c.created_at FROM adopted_members m JOIN chats c ON c.id = m.chat_id
            ORDER BY m.chat_id, m.user_id
            """
    )

    private static let unlisted = PostgresStatement(
        unprepared: """
            SELECT 'Chat ' || chat_id || ' has members whom only the original''s list of group members knew; they stay: '
                || \(listing("user_id")) || '.'
            FROM adopted_members WHERE NOT is_listed GROUP BY chat_id ORDER BY chat_id
            """
    )
}
