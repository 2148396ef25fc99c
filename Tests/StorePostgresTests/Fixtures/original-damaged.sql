-- Rows with every kind of damage that the original server could cause. The hashes are bcrypt's, of no real password.
INSERT INTO users (id, name, email, password) VALUES
    (1, 'Алиса', 'alice@example.com', '$2b$12$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
    (2, 'Боб', 'bob@example.com', '$2b$12$bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'),
    (3, 'Чарли', 'charlie@example.com', '$2b$12$ccccccccccccccccccccccccccccccccccccccccccccccccccccc'),
    (5, 'Дэвид', 'david@example.com', '$2b$12$ddddddddddddddddddddddddddddddddddddddddddddddddddddd'),
    (7, 'Anna', 'Anna@example.com', 'hash of Anna'),
    (8, 'anna', 'anna@example.com', 'hash of anna'),
    (9, 'ANNA', 'ANNA@example.com', 'hash of ANNA'),
    (11, NULL, NULL, NULL),
    (12, 'Почта', 'Почта@пример.рф', 'hash of 12'),
    (13, '', 'nameless@example.com', 'hash of 13');

INSERT INTO chats (id, name, chat_type) VALUES
    (1, 'Алиса и Боб', 'private'),
    (2, 'Команда проекта', 'group'),
    (3, NULL, 'private'),
    (4, 'без типа', NULL),
    (6, 'дубль', 'private'),
    (7, 'ещё дубль', 'private'),
    (8, 'один', 'private'),
    (9, 'трое', 'private'),
    (10, 'никого', 'private'),
    (12, NULL, NULL),
    (13, 'дубль без типа', NULL),
    (15, '', 'group');

INSERT INTO groups (id, chat_id, name, creator_id) VALUES
    (1, 2, 'Команда проекта', 1),
    (4, 12, 'Имя группы', NULL);

INSERT INTO chat_users (chat_id, user_id) VALUES
    (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3), (3, 1), (4, 3), (4, 2), (6, 2), (6, 1), (7, 1), (7, 2), (8, 5),
    (9, 1), (9, 2), (9, 3), (12, 1), (13, 1), (13, 2), (15, 7), (15, 8), (15, 11);

-- Number 5 of chat 2 and of chat 12 stands here alone.
INSERT INTO group_members (group_id, user_id) VALUES (1, 1), (1, 2), (1, 3), (1, 5), (4, 1), (4, 5);

INSERT INTO messages (id, text, chat_id, sender_id, "timestamp", client_message_id, is_read, created_at) VALUES
    (1, 'четвёртое', 1, 1, '2026-11-23 04:38:30.440226+00', NULL, false, '2026-11-23 04:38:30.440236'),
    (2, 'второе', 1, 2, '2026-11-23 04:37:30.440319+00', NULL, true, '2026-11-23 04:37:30.440322'),
    (3, 'третье', 1, 1, '2026-11-23 06:37:45.1+02', '58219a50-fa27-46a8-b91e-695b5610efbb', true, '2026-11-23 04:37:45'),
    (5, '', 1, 2, '2026-11-23 04:38:30.440226+00', 'not a uuid', false, '2026-11-23 04:38:30.440237'),
    (6, 'без created_at', 1, 1, '1999-12-31 23:59:59.999999+00', NULL, false, NULL),
    (7, 'без timestamp', 1, 2, NULL, NULL, false, '2026-11-23 04:38:31.000001'),
    (8, 'без времени', 1, 1, NULL, NULL, NULL, NULL),
    (9, 'без отметки', 2, 3, '2026-11-23 05:00:00+00', NULL, NULL, '2026-11-23 05:00:00'),
    (11, 'от постороннего', 2, 7, '2026-11-23 05:00:01+00', NULL, false, '2026-11-23 05:00:01.5'),
    (12, 'от участника группы', 2, 5, '2026-11-23 05:00:02+00', NULL, true, '2026-11-23 05:00:02.25'),
    (20, 'в дубле', 6, 2, '2026-11-23 05:00:03+00', '0ad4ac8e-8b83-4ba5-86f7-1ed17a3f24ab', true, '2026-11-23 05:00:03'),
    (21, 'в дубле тоже', 7, 1, '2026-11-23 05:00:04+00', NULL, false, '2026-11-23 05:00:04'),
    (30, 'к никому', 10, 1, '2026-11-23 05:00:05+00', NULL, false, '2026-11-23 05:00:05'),
    (40, 'прочитано автором', 3, 1, '1969-07-20 20:17:40+00', NULL, true, '1969-07-20 20:17:40.000001');

-- Rows after these were deleted.
SELECT setval('users_id_seq', 20), setval('chats_id_seq', 15), setval('groups_id_seq', 4), setval('messages_id_seq', 57);
