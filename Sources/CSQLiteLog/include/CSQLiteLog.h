#pragma once

#include <sqlite3.h>

/// Makes the writes of a connection's write-ahead log joinable: between `joined_log_begin` and `joined_log_end` those
/// that follow each other are gathered and go to the system with one call, at the latest when the log is synced.
///
/// A connection must be in WAL mode, must have read or written once, and must use `synchronous = FULL`: then a commit is
/// synced before anybody else may look at it. Gives an SQLite result code; SQLITE_MISUSE where there is no log. On a
/// file system that SQLite has to pad its writes for (`psow=0`) nothing is joined.
int joined_log_set_up(sqlite3 *database);

/// Call it right before a COMMIT: writes are gathered from here. Does nothing on a connection that is not set up.
void joined_log_begin(sqlite3 *database);

/// Call it after the COMMIT, whatever became of it: what a commit that failed left behind is dropped.
void joined_log_end(sqlite3 *database);

/// Has SQLite keep no count of its memory, which costs a lock for each allocation. For the whole process, before
/// anything else of SQLite is called; afterwards it changes nothing.
void sqlite_without_statistics(void);
