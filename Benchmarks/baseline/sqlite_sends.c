// Messages a second that SQLite can store on this disk, by its C interface: what our server is measured by.
// For each: is the sender a member, which seq is next, was it sent before, insert; one commit for all that wait.
//   sqlite_sends FILE CALLERS SECONDS [WRITER-CORE CALLER-CORE]
#include "group_commit.h"

#include <sqlite3.h>

static sqlite3 *database;
static sqlite3_stmt *begin, *place, *insert, *count_up, *end;

static void script(const char *sql) {
    char *why = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &why)) fail(sql, why);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL))
        fail(sql, sqlite3_errmsg(database));
    return statement;
}

static int step(sqlite3_stmt *statement) {
    int outcome = sqlite3_step(statement);
    if (outcome != SQLITE_ROW && outcome != SQLITE_DONE) fail(sqlite3_sql(statement), sqlite3_errmsg(database));
    return outcome;
}

static void run_once(sqlite3_stmt *statement) {
    step(statement);
    sqlite3_reset(statement);
}

static void store(Draft *draft) {
    sqlite3_bind_int64(place, 1, draft->chat);
    sqlite3_bind_int64(place, 2, draft->sender);
    if (step(place) != SQLITE_ROW) fail("membership", "missing");
    sqlite3_int64 seq = sqlite3_column_int64(place, 0) + 1, number = sqlite3_column_int64(place, 1) + 1;
    sqlite3_reset(place);
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    sqlite3_bind_int64(insert, 1, draft->chat);
    sqlite3_bind_int64(insert, 2, seq);
    sqlite3_bind_int64(insert, 3, number);
    sqlite3_bind_int64(insert, 4, draft->sender);
    sqlite3_bind_text(insert, 5, draft->text, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 6, draft->id, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 7, time.tv_sec * 1000000 + time.tv_nsec / 1000);
    run_once(insert);
    if (sqlite3_changes(database) != 1) fail("message", "sent before");
    sqlite3_bind_int64(count_up, 1, seq);
    sqlite3_bind_int64(count_up, 2, number);
    sqlite3_bind_int64(count_up, 3, draft->chat);
    run_once(count_up);
}

static void commit(Draft **drafts, int count) {
    run_once(begin);
    for (int i = 0; i < count; i++) store(drafts[i]);
    run_once(end);
}

int main(int count, char **arguments) {
    if (count < 4) fail("usage", "sqlite_sends FILE CALLERS SECONDS [WRITER-CORE CALLER-CORE]");
    if (sqlite3_open(arguments[1], &database)) fail(arguments[1], sqlite3_errmsg(database));
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
           "INSERT INTO chats SELECT id, 0, 0 FROM users; INSERT INTO members SELECT id, id FROM users;");
    begin = prepare("BEGIN IMMEDIATE");
    place = prepare("SELECT c.last_seq, c.message_count FROM members r JOIN chats c ON c.id = r.chat_id"
                    " WHERE r.chat_id = ? AND r.user_id = ?");
    insert = prepare("INSERT INTO messages (chat_id, seq, number, sender_id, text, client_message_id, created_at)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, client_message_id, sender_id) DO NOTHING");
    count_up = prepare("UPDATE chats SET last_seq = ?, message_count = ? WHERE id = ?");
    end = prepare("COMMIT");
    run(atoi(arguments[2]), atof(arguments[3]), count > 4 ? atoi(arguments[4]) : -1, count > 5 ? atoi(arguments[5]) : -1);
}
