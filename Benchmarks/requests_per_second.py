"""Measures a server's HTTP API with wrk; see scripts/bench, which starts it."""

import contextlib
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

PROGRAM = Path(".build/release/messenger")
SECONDS = int(os.environ.get("SECONDS_EACH", "5"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "64"))
POST_SCRIPT = """
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = '{"text":"Привет 👋"}'
"""


class Target:
    """A server with the demo data: who is logged in, and the chats that are read and written."""

    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.token = self.call("/login", {"email": "alice@example.com", "password": "password123"})["access_token"]
        self.read_chat = self.group("read")
        self.write_chat = self.group("write")
        for number in range(60):
            self.call(f"/chats/{self.read_chat}/messages", {"text": f"Привет {number} 👋"})

    def group(self, name):
        return self.call("/chats", {"name": name, "chat_type": "group", "member_ids": [2]})["id"]

    def call(self, path, body):
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), {"content-type": "application/json"})
        if hasattr(self, "token"):
            request.add_header("authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)


def wrk(target, path, script=None):
    """Requests a second and the 99th percentile of their latency in milliseconds, of one run."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-H", f"Authorization: Bearer {target.token}"]
    if script:
        command += ["-s", script]
    output = subprocess.run([*command, target.base + path], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise SystemExit(f"{target.name} {path} answers with errors:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", output).groups()
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def measure(targets, title, path_of, script=None):
    """Rounds in turns; prints the medians, and the ratio of the first target to each other one."""
    runs = {target.name: [] for target in targets}
    for _ in range(ROUNDS):
        for target in targets:
            runs[target.name].append(wrk(target, path_of(target), script))
    medians = {name: statistics.median(rate for rate, _ in figures) for name, figures in runs.items()}
    for name, figures in runs.items():
        latency = statistics.median(p99 for _, p99 in figures)
        ratio = f"  {medians[targets[0].name] / medians[name]:5.1f} x" if name != targets[0].name else ""
        print(f"{title:28} {name:24} {medians[name]:9.0f}/s   p99 {latency:8.1f} ms{ratio}", flush=True)


@contextlib.contextmanager
def log_ins(target, at_once=4):
    """Logs in all the time, `at_once` people at a time, and counts how often that succeeds."""
    stop, done = threading.Event(), []

    def run():
        while not stop.is_set():
            with contextlib.suppress(urllib.error.URLError, TimeoutError):
                target.call("/login", {"email": "bob@example.com", "password": "password123"})
                done.append(1)

    threads = [threading.Thread(target=run) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def measure_beside_log_ins(target):
    with log_ins(target) as done:
        start = time.monotonic()
        rate, p99 = wrk(target, "/me")
        speed = len(done) / (time.monotonic() - start)
    title = "GET /me beside log-ins"
    print(f"{title:28} {target.name:24} {rate:9.0f}/s   p99 {p99:8.1f} ms   {speed:.0f} log-ins/s", flush=True)


def free_port():
    for port in range(21000, 32000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise SystemExit("no free port")


@contextlib.contextmanager
def server(name, environment):
    """A fresh server with the demo data."""
    with tempfile.TemporaryDirectory(prefix="messenger-bench.") as folder:
        environment = {**os.environ, **environment}
        port = free_port()
        data = ["--data-dir", folder]
        subprocess.run([PROGRAM, "demo-data", *data], env=environment, check=True, capture_output=True)
        with open(os.devnull, "w") as log:
            process = subprocess.Popen([PROGRAM, "serve", "--port", str(port), *data], env=environment, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base)
            yield Target(name, base)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(base):
    for _ in range(100):
        with contextlib.suppress(urllib.error.URLError):
            urllib.request.urlopen(base + "/health", timeout=1)
            return
        time.sleep(0.1)
    raise SystemExit(f"{base} does not start")


def main():
    against = os.environ.get("AGAINST")
    others = [Target(against, against)] if against else []
    stores = {
        "messenger (PostgreSQL)": {"DATABASE_URL": os.environ["MESSENGER_TEST_POSTGRES"]},
        "messenger (SQLite)": {},
    }
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(POST_SCRIPT)
        script.flush()
        for name, environment in stores.items():
            with server(name, environment) as ours:
                targets = [ours, *others]
                measure(targets, "GET /me", lambda _: "/me")
                measure(targets, "GET /history, 50 messages", lambda target: f"/history/{target.read_chat}")
                measure(targets, "POST message", lambda target: f"/chats/{target.write_chat}/messages", script.name)
                for target in targets:
                    measure_beside_log_ins(target)


if __name__ == "__main__":
    main()
