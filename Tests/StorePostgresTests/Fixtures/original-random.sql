-- Random rows, damaged at random; whoever runs this calls setseed first.
INSERT INTO users (id, name, email, password)
    SELECT n * 3, CASE WHEN random() < 0.9 THEN 'Имя ' || n END,
        CASE WHEN random() < 0.9 THEN
            CASE floor(random() * 3) WHEN 0 THEN 'user' WHEN 1 THEN 'User' ELSE 'USER' END || n % 9 || '@example.com' END,
        CASE WHEN random() < 0.9 THEN 'hash ' || n END
    FROM generate_series(1, 30) n ON CONFLICT (email) DO NOTHING;

INSERT INTO chats (id, name, chat_type)
    SELECT n * 2, CASE WHEN random() < 0.8 THEN 'Чат № ' || n END,
        CASE floor(random() * 5) WHEN 0 THEN NULL WHEN 1 THEN 'group'::chat_type ELSE 'private' END
    FROM generate_series(1, 60) n WHERE random() < 0.9;

-- Few people have many chats, so that pairs repeat.
CREATE TEMPORARY TABLE busy AS SELECT id FROM users ORDER BY random() LIMIT 5;
INSERT INTO chat_users (chat_id, user_id)
    SELECT c.id, b.id FROM chats c, LATERAL (SELECT id FROM busy ORDER BY random(), c.id LIMIT 2) b;
INSERT INTO chat_users (chat_id, user_id)
    SELECT c.id, u.id FROM chats c, users u WHERE random() < 0.01 ON CONFLICT DO NOTHING;
DELETE FROM chat_users WHERE random() < 0.05;

INSERT INTO groups (chat_id, name, creator_id)
    SELECT id, CASE WHEN random() < 0.7 THEN 'Группа ' || id END,
        CASE WHEN random() < 0.7 THEN (SELECT min(id) FROM users) END
    FROM chats WHERE chat_type IS DISTINCT FROM 'private' AND random() < 0.7;
INSERT INTO group_members (group_id, user_id) SELECT g.id, u.id FROM groups g, users u WHERE random() < 0.1;

INSERT INTO messages (id, text, chat_id, sender_id, "timestamp", client_message_id, is_read, created_at)
    SELECT n * 2, CASE WHEN random() < 0.9 THEN 'текст ' || n ELSE '' END, c.id, u.id,
        CASE WHEN random() < 0.9 THEN timestamptz '2026-11-23 00:00:00+00' + floor(random() * 40) * interval '7.000013 s' END,
        CASE WHEN random() < 0.3 THEN 'client ' || n END, (ARRAY[TRUE, FALSE, NULL])[1 + floor(random() * 3)],
        CASE WHEN random() < 0.9 THEN timestamp '2026-11-23 00:00:00' + random() * interval '1 day' END
    FROM generate_series(1, 600) n,
        LATERAL (SELECT id FROM chats ORDER BY random(), n LIMIT 1) c,
        LATERAL (SELECT id FROM users ORDER BY random(), n LIMIT 1) u;
DROP TABLE busy;
SELECT setval('users_id_seq', 100), setval('chats_id_seq', 200), setval('messages_id_seq', 2000);
