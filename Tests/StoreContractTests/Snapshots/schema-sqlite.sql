CREATE TABLE chat_changes (
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('member_joined', 'member_left')),
    user_id INTEGER NOT NULL REFERENCES users (id),
    actor_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (chat_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE chats (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    chat_type TEXT NOT NULL CHECK (chat_type IN ('private', 'group')),
    first_user INTEGER REFERENCES users (id),
    second_user INTEGER REFERENCES users (id),
    creator_id INTEGER REFERENCES users (id),
    created_at INTEGER NOT NULL,
    last_seq INTEGER NOT NULL DEFAULT 0,
    message_count INTEGER NOT NULL DEFAULT 0, receipt_seq INTEGER NOT NULL DEFAULT 0 CHECK (receipt_seq >= 0), member_count INTEGER NOT NULL DEFAULT 0 CHECK (member_count >= 0), peak_member_count INTEGER NOT NULL DEFAULT 0 CHECK (peak_member_count >= member_count),
    UNIQUE (first_user, second_user),
    CHECK (first_user < second_user),
    CHECK ((chat_type = 'private') = (first_user IS NOT NULL)),
    CHECK ((chat_type = 'private') = (second_user IS NOT NULL)),
    CHECK (message_count BETWEEN 0 AND last_seq)
) STRICT;

CREATE TABLE departures (
    user_id INTEGER NOT NULL REFERENCES users (id),
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    user_seq INTEGER NOT NULL CHECK (user_seq >= 1),
    PRIMARY KEY (user_id, chat_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE keyed_calls (
    user_id INTEGER NOT NULL REFERENCES users (id),
    call_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    status INTEGER,
    content_type TEXT,
    body TEXT,
    PRIMARY KEY (user_id, call_key),
    CHECK ((status IS NULL) = (body IS NULL))
) STRICT;

CREATE TABLE members (
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    joined_at INTEGER NOT NULL,
    read_seq INTEGER NOT NULL,
    read_number INTEGER NOT NULL,
    read_sent INTEGER NOT NULL,
    sent_count INTEGER NOT NULL,
    delivered_seq INTEGER NOT NULL,
    receipt_seq INTEGER NOT NULL DEFAULT 0,
    user_seq INTEGER NOT NULL,
    added_seq INTEGER NOT NULL,
    PRIMARY KEY (chat_id, user_id),
    CHECK (read_seq BETWEEN 0 AND delivered_seq),
    CHECK (read_number BETWEEN 0 AND read_seq),
    CHECK (read_sent BETWEEN 0 AND read_number),
    CHECK (sent_count >= read_sent),
    CHECK (receipt_seq >= 0),
    CHECK (added_seq BETWEEN 1 AND user_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE "messages" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id INTEGER NOT NULL REFERENCES chats (id),
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sender_id INTEGER NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    client_message_id TEXT,
    is_read INTEGER NOT NULL DEFAULT FALSE,
    created_at INTEGER NOT NULL,
    CHECK (number BETWEEN 1 AND seq)
) STRICT;

CREATE TABLE revoked_tokens (
    digest TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE schema_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE store_identity (
    place INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    epoch TEXT NOT NULL CHECK (length(epoch) = 16)
) STRICT;

CREATE TABLE used_tickets (
    id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
, user_seq INTEGER NOT NULL DEFAULT 0 CHECK (user_seq >= 0), last_seen_at INTEGER, tokens_after INTEGER NOT NULL DEFAULT 0, name_key TEXT) STRICT;

CREATE INDEX keyed_calls_by_age ON keyed_calls (began_at);

CREATE INDEX members_by_user ON members (user_id, chat_id);

CREATE UNIQUE INDEX messages_by_name ON messages (chat_id, client_message_id, sender_id);

CREATE UNIQUE INDEX messages_by_seq ON messages (chat_id, seq);

CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires_at);

CREATE INDEX used_tickets_by_expiry ON used_tickets (expires_at);

CREATE INDEX users_by_name ON users (name_key, id);
