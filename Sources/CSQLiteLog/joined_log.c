#include "CSQLiteLog.h"

#include <stdlib.h>
#include <string.h>

// SQLite writes a log page by page, with two calls for each: its head of 24 bytes, and the page.

// SQLite's own writes of files take less than 128 KiB at once.
enum { ROOM = 120 * 1024 };

// The methods of a log's file, which stand in front of SQLite's own, and the bytes that wait.
typedef struct {
    sqlite3_io_methods methods; // First: a file points here.
    const sqlite3_io_methods *own;
    int is_joining;
    sqlite3_int64 offset; // Where the first waiting byte belongs.
    int count;
    unsigned char bytes[ROOM];
} Log;

static Log *log_of(sqlite3_file *file) { return (Log *)file->pMethods; }

static int write_out(sqlite3_file *file) {
    Log *log = log_of(file);
    int count = log->count;
    // What could not be written is SQLite's to write again, or to give up.
    log->count = 0;
    return count == 0 ? SQLITE_OK : log->own->xWrite(file, log->bytes, count, log->offset);
}

static int joined_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    Log *log = log_of(file);
    int fits = log->is_joining && count <= ROOM - log->count && (log->count == 0 || offset == log->offset + log->count);
    if (!fits) {
        int problem = write_out(file);
        if (problem) return problem;
        if (!log->is_joining || count > ROOM) return log->own->xWrite(file, bytes, count, offset);
    }
    if (log->count == 0) log->offset = offset;
    memcpy(log->bytes + log->count, bytes, count);
    log->count += count;
    return SQLITE_OK;
}

static int joined_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int problem = write_out(file);
    return problem ? problem : log_of(file)->own->xRead(file, bytes, count, offset);
}

static int joined_sync(sqlite3_file *file, int flags) {
    int problem = write_out(file);
    return problem ? problem : log_of(file)->own->xSync(file, flags);
}

static int joined_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int problem = write_out(file);
    return problem ? problem : log_of(file)->own->xTruncate(file, size);
}

static int joined_size(sqlite3_file *file, sqlite3_int64 *size) {
    int problem = write_out(file);
    return problem ? problem : log_of(file)->own->xFileSize(file, size);
}

static int joined_close(sqlite3_file *file) {
    Log *log = log_of(file);
    file->pMethods = log->own;
    free(log);
    return file->pMethods->xClose(file);
}

// The file of the log; NULL when there is none.
static sqlite3_file *log_file(sqlite3 *database) {
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
    return code == SQLITE_OK && file && file->pMethods ? file : NULL;
}

static Log *joined_log(sqlite3 *database) {
    sqlite3_file *file = log_file(database);
    return file && file->pMethods->xClose == joined_close ? log_of(file) : NULL;
}

int joined_log_set_up(sqlite3 *database) {
    sqlite3_file *file = log_file(database);
    if (!file) return SQLITE_MISUSE;
    if (joined_log(database)) return SQLITE_OK;
    // Else SQLite pads a commit after its last sync, and others may see it before the padding stands in the file.
    if (!(file->pMethods->xDeviceCharacteristics(file) & SQLITE_IOCAP_POWERSAFE_OVERWRITE)) return SQLITE_OK;
    Log *log = calloc(1, sizeof *log);
    if (!log) return SQLITE_NOMEM;
    log->own = file->pMethods;
    log->methods = *log->own;
    // What later versions add concerns the database's own file: shared memory and mapped pages.
    log->methods.iVersion = 1;
    log->methods.xClose = joined_close;
    log->methods.xRead = joined_read;
    log->methods.xWrite = joined_write;
    log->methods.xTruncate = joined_truncate;
    log->methods.xSync = joined_sync;
    log->methods.xFileSize = joined_size;
    file->pMethods = &log->methods;
    return SQLITE_OK;
}

void joined_log_begin(sqlite3 *database) {
    Log *log = joined_log(database);
    if (log) log->is_joining = 1;
}

void joined_log_end(sqlite3 *database) {
    Log *log = joined_log(database);
    if (!log) return;
    log->is_joining = 0;
    log->count = 0;
}

void sqlite_without_statistics(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
