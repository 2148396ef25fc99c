-- The schema of the original server at its last revision, as its Alembic migrations make it.
CREATE TYPE chat_type AS ENUM ('private', 'group');

CREATE TABLE alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('6b6b8442f981');

CREATE TABLE users (
    id serial PRIMARY KEY,
    name varchar,
    email varchar UNIQUE,
    password varchar
);
CREATE INDEX ix_users_id ON users (id);

CREATE TABLE chats (
    id serial PRIMARY KEY,
    name varchar,
    chat_type chat_type DEFAULT 'private'
);
CREATE INDEX ix_chats_id ON chats (id);

CREATE TABLE groups (
    id serial PRIMARY KEY,
    chat_id integer NOT NULL REFERENCES chats (id),
    name varchar,
    creator_id integer REFERENCES users (id)
);
CREATE INDEX ix_groups_id ON groups (id);
CREATE INDEX ix_groups_chat_id ON groups (chat_id);

CREATE TABLE group_members (
    group_id integer NOT NULL REFERENCES groups (id),
    user_id integer NOT NULL REFERENCES users (id),
    PRIMARY KEY (group_id, user_id)
);

CREATE TABLE chat_users (
    chat_id integer NOT NULL REFERENCES chats (id),
    user_id integer NOT NULL REFERENCES users (id),
    PRIMARY KEY (chat_id, user_id)
);

CREATE TABLE messages (
    id serial PRIMARY KEY,
    text varchar NOT NULL,
    chat_id integer NOT NULL REFERENCES chats (id),
    sender_id integer NOT NULL REFERENCES users (id),
    "timestamp" timestamptz,
    client_message_id varchar,
    is_read boolean DEFAULT false,
    created_at timestamp DEFAULT now()
);
CREATE INDEX ix_messages_id ON messages (id);
CREATE UNIQUE INDEX ix_messages_client_message_id ON messages (client_message_id);
