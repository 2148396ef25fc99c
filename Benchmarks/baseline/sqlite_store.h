// Messages in SQLite by its C interface, the least that keeps what our server keeps: is the sender a member, which seq
// is next, was it sent before, insert; one commit for all that is stored between begin_commit and end_commit.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *database;
static sqlite3_stmt *begin_it, *place, *insert, *count_up, *end_it;

static void broken(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void script(const char *sql) {
    char *why = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &why)) broken(sql, why);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL))
        broken(sql, sqlite3_errmsg(database));
    return statement;
}

static int step(sqlite3_stmt *statement) {
    int outcome = sqlite3_step(statement);
    if (outcome != SQLITE_ROW && outcome != SQLITE_DONE) broken(sqlite3_sql(statement), sqlite3_errmsg(database));
    return outcome;
}

static void run_once(sqlite3_stmt *statement) {
    step(statement);
    sqlite3_reset(statement);
}

static void begin_commit(void) { run_once(begin_it); }

static void end_commit(void) { run_once(end_it); }

// Stores a message and gives its seq.
static sqlite3_int64 store(long chat, long sender, const char *text, int text_length, const char *name, int name_length) {
    sqlite3_bind_int64(place, 1, chat);
    sqlite3_bind_int64(place, 2, sender);
    if (step(place) != SQLITE_ROW) broken("membership", "missing");
    sqlite3_int64 seq = sqlite3_column_int64(place, 0) + 1, number = sqlite3_column_int64(place, 1) + 1;
    sqlite3_reset(place);
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    sqlite3_bind_int64(insert, 1, chat);
    sqlite3_bind_int64(insert, 2, seq);
    sqlite3_bind_int64(insert, 3, number);
    sqlite3_bind_int64(insert, 4, sender);
    sqlite3_bind_text(insert, 5, text, text_length, SQLITE_STATIC);
    sqlite3_bind_text(insert, 6, name, name_length, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 7, time.tv_sec * 1000000 + time.tv_nsec / 1000);
    run_once(insert);
    if (sqlite3_changes(database) != 1) broken("message", "sent before");
    sqlite3_bind_int64(count_up, 1, seq);
    sqlite3_bind_int64(count_up, 2, number);
    sqlite3_bind_int64(count_up, 3, chat);
    run_once(count_up);
    return seq;
}

// Opens a new file. Chats and users have the numbers 1 to 4096; user n is a member of chat n, and of the first chat.
static void open_store(const char *path) {
    if (sqlite3_open(path, &database)) broken(path, sqlite3_errmsg(database));
    script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
           "CREATE TABLE users (id INTEGER PRIMARY KEY);"
           "CREATE TABLE chats (id INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, message_count INTEGER NOT NULL);"
           "CREATE TABLE members (chat_id INTEGER NOT NULL REFERENCES chats (id), user_id INTEGER NOT NULL REFERENCES"
           " users (id), PRIMARY KEY (chat_id, user_id)) WITHOUT ROWID;"
           "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL REFERENCES chats (id),"
           " seq INTEGER NOT NULL, number INTEGER NOT NULL, sender_id INTEGER NOT NULL REFERENCES users (id),"
           " text TEXT NOT NULL, client_message_id TEXT, created_at INTEGER NOT NULL, UNIQUE (chat_id, seq),"
           " UNIQUE (chat_id, client_message_id, sender_id));"
           "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 4096)"
           " INSERT INTO users SELECT i FROM n;"
           "INSERT INTO chats SELECT id, 0, 0 FROM users; INSERT INTO members SELECT id, id FROM users;"
           "INSERT INTO members SELECT 1, id FROM users WHERE id > 1;");
    begin_it = prepare("BEGIN IMMEDIATE");
    place = prepare("SELECT c.last_seq, c.message_count FROM members r JOIN chats c ON c.id = r.chat_id"
                    " WHERE r.chat_id = ? AND r.user_id = ?");
    insert = prepare("INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, client_message_id, sender_id) DO NOTHING");
    count_up = prepare("UPDATE chats SET last_seq = ?, message_count = ? WHERE id = ?");
    end_it = prepare("COMMIT");
}
