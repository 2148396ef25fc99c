// Messages a second that SQLite can store on this disk, by its C interface: what our server is measured by.
//   sqlite_sends FILE CALLERS SECONDS [WRITER-CORE CALLER-CORE]
#include "group_commit.h"
#include "sqlite_store.h"

static void commit(Draft **drafts, int count) {
    begin_commit();
    for (int i = 0; i < count; i++) store(drafts[i]->chat, drafts[i]->sender, drafts[i]->text, -1, drafts[i]->id, -1);
    end_commit();
}

int main(int count, char **arguments) {
    if (count < 4) fail("usage", "sqlite_sends FILE CALLERS SECONDS [WRITER-CORE CALLER-CORE]");
    open_store(arguments[1]);
    run(atoi(arguments[2]), atof(arguments[3]), count > 4 ? atoi(arguments[4]) : -1, count > 5 ? atoi(arguments[5]) : -1);
}
