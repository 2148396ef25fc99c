"""Pages of a long history against pages of a short one, on the same server."""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
import urllib.request

import harness
from harness import Broken, free_port, in_turns, median, new_database, on, psql, ratio, running

SHORT = 1_000
LONG = 100_000 if harness.QUICK else 1_000_000

# Chat 1 is short and chat 2 is long: the demo data's chats, filled up to these numbers of messages.
FILL = """
INSERT INTO messages (chat_id, seq, number, sender_id, text, created_at)
SELECT {chat}, n.i, n.i, 1, 'A message of a usual length, as people write them to each other. ' || n.i, 1700000000000000 + n.i
FROM {numbers} WHERE n.i > (SELECT message_count FROM chats WHERE id = {chat});
UPDATE chats SET last_seq = {count}, message_count = {count} WHERE id = {chat};
"""


def fill_sqlite(folder):
    numbers = "(WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n) n"
    with sqlite3.connect(f"{folder}/messenger.sqlite") as database:
        for chat, count in ((1, SHORT), (2, LONG)):
            database.executescript(FILL.format(chat=chat, count=count, numbers=numbers.format(count=count)))
    database.close()


def fill_postgres(url):
    for chat, count in ((1, SHORT), (2, LONG)):
        psql(url, FILL.format(chat=chat, count=count, numbers=f"generate_series(1, {count}) n (i)"))
    psql(url, "VACUUM ANALYZE messages")


def token(base):
    body = json.dumps({"email": "alice@example.com", "password": "password123"}).encode()
    request = urllib.request.Request(base + "/login", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["access_token"]


def pages(base, bearer, chat, offset):
    """Microseconds that a page of 50 takes, one after the other over one connection."""
    path = f"{base}/history/{chat}?limit=50&offset={offset}"
    command = ["wrk", "-t1", "-c1", f"-d{max(1, round(harness.SECONDS / 2))}s", "-H", f"Authorization: Bearer {bearer}", path]
    output = subprocess.run(on(harness.LOAD_CORE, command), capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise Broken(output)
    return 1e6 / float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def measure_history(report, store, server):
    with tempfile.TemporaryDirectory(prefix="messenger-bench.") as folder:
        if store == "SQLite":
            return measure(report, store, folder, dict(os.environ, DATABASE_URL=""), lambda: fill_sqlite(folder))
        with new_database(server) as url:
            return measure(report, store, folder, dict(os.environ, DATABASE_URL=url), lambda: fill_postgres(url))


def measure(report, store, folder, environment, fill):
    data = ["--data-dir", folder]
    subprocess.run([harness.PROGRAM, "demo-data", *data], env=environment, check=True, capture_output=True)
    fill()
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = on(harness.SERVER_CORE, [str(harness.PROGRAM), "serve", "--port", str(port), *data, "--log-level", "error"])
    with running(command, environment, lambda: urllib.request.urlopen(base + "/health", timeout=1).close()):
        bearer = token(base)
        places = {"oldest": lambda count: 0, "middle": lambda count: count // 2, "newest": lambda count: count - 50}
        for place, offset in places.items():
            runs = in_turns(
                {
                    "long": lambda offset=offset: pages(base, bearer, 2, offset(LONG)),
                    "short": lambda offset=offset: pages(base, bearer, 1, offset(SHORT)),
                }
            )
            long, short = median(runs["long"]), median(runs["short"])
            report.add(
                f"history, {store}, {place} page of {LONG:,} and of {SHORT:,}", f"{long:,.0f} µs", f"{short:,.0f} µs",
                ratio(long, short), f"history.{store.lower()}.{place}",
            )
