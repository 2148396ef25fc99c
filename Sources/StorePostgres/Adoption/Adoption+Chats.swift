import StoreSQL

extension PostgresSession {
    /// Copies the chats.
    ///
    /// A chat without a name, or without a type, is given one. A private chat has two people and a pair has one: any
    /// other private chat, such as the duplicates that the original made of one pair at times, becomes a group of the
    /// same people.
    func adoptChats() throws -> [String] {
        try script(Self.plan)
        try execute(Self.insert)
        return try rows(Self.repairs) { try $0.text(Int32(0)) }
    }

    /// Copies who belongs to which chat: what either of the original's two tables says.
    func adoptMembers() throws {
        try execute(Self.insertMembers)
    }

    private static let plan = """
        CREATE TEMPORARY TABLE adopted_members ON COMMIT DROP AS
            SELECT chat_id::int8, user_id::int8 FROM original_server.chat_users
            UNION
            SELECT g.chat_id::int8, m.user_id::int8
            FROM original_server.group_members m JOIN original_server.groups g ON g.id = m.group_id;
        CREATE TEMPORARY TABLE adopted_chats ON COMMIT DROP AS
            SELECT c.id::int8, c.name::text AS old_name, c.chat_type::text AS old_type, p.people, p.first, p.second,
                (SELECT min(g.creator_id)::int8 FROM original_server.groups g WHERE g.chat_id = c.id) AS creator,
                EXISTS (SELECT FROM original_server.groups g WHERE g.chat_id = c.id) AS has_group,
                row_number() OVER (
                    PARTITION BY c.chat_type IS DISTINCT FROM 'group' AND NOT (c.chat_type IS NULL AND EXISTS (
                        SELECT FROM original_server.groups g WHERE g.chat_id = c.id
                    )), p.people = 2, p.first, p.second ORDER BY c.id
                ) AS place
            FROM original_server.chats c LEFT JOIN (
                SELECT chat_id, count(*) AS people, min(user_id) AS first, max(user_id) AS second
                FROM adopted_members GROUP BY chat_id
            ) p ON p.chat_id = c.id;
        ALTER TABLE adopted_chats ADD COLUMN is_private BOOLEAN;
        UPDATE adopted_chats SET is_private =
            old_type IS DISTINCT FROM 'group' AND NOT (old_type IS NULL AND has_group) AND people IS NOT DISTINCT FROM 2
            AND place = 1
        """

    private static let insert = PostgresStatement(
        unprepared: """
            INSERT INTO chats (id, name, chat_type, first_user, second_user, creator_id, created_at)
            SELECT id, coalesce(old_name, 'Чат ' || id), CASE WHEN is_private THEN 'private' ELSE 'group' END,
                CASE WHEN is_private THEN first END, CASE WHEN is_private THEN second END, creator,
                coalesce((SELECT (extract(epoch FROM min(m.created_at)) * 1000000)::int8
                    FROM original_server.messages m WHERE m.chat_id = c.id), 0)
            FROM adopted_chats c ORDER BY id
            """)

    private static let repairs = PostgresStatement(
        unprepared: """
            SELECT remark FROM (
                SELECT id, 'Chat ' || id || ' had no name, and is now called "Чат ' || id || '".' AS remark
                FROM adopted_chats WHERE old_name IS NULL
                UNION ALL
                SELECT id, 'Chat ' || id || ' had no type, and is now '
                    || CASE WHEN is_private THEN 'private.' ELSE 'a group.' END
                FROM adopted_chats WHERE old_type IS NULL
                UNION ALL
                SELECT id, 'Chat ' || id || ' ("' || coalesce(old_name, '') || '") was another private chat of the users '
                    || first || ' and ' || second || ', and is now a group of the two.'
                FROM adopted_chats WHERE old_type = 'private' AND NOT is_private AND people = 2
                UNION ALL
                SELECT id, 'Chat ' || id || ' ("' || coalesce(old_name, '') || '") was a private chat of '
                    || coalesce(people, 0) || ' people, and is now a group.'
                FROM adopted_chats WHERE old_type = 'private' AND people IS DISTINCT FROM 2
            ) r ORDER BY id, remark
            """)

    private static let insertMembers = PostgresStatement(
        unprepared: """
            INSERT INTO members (chat_id, user_id, joined_at)
            SELECT m.chat_id, m.user_id, c.created_at FROM adopted_members m JOIN chats c ON c.id = m.chat_id
            """)
}
