"""What the benchmarks share: the programs that are measured, where they run, and medians of runs in turns."""

import contextlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PROGRAM = Path(os.environ.get("MESSENGER_BINARY", ".build/release/messenger")).resolve()
BASELINES = Path(".build-tools/baselines")
QUICK = os.environ.get("QUICK") == "1"
ROUNDS = int(os.environ.get("ROUNDS", "1" if QUICK else "3"))
SECONDS = float(os.environ.get("SECONDS_EACH", "2" if QUICK else "5"))
# The server has one core and the load another, where there are two to give.
APART = len(os.sched_getaffinity(0)) > 1 and shutil.which("taskset") is not None
SERVER_CORE, LOAD_CORE = sorted(os.sched_getaffinity(0))[:2] if APART else (-1, -1)


class Broken(Exception):
    """A measurement that did not come about, with what the programs said."""


def on(core, command):
    return ["taskset", "-c", str(core), *command] if APART else list(command)


def build_baselines():
    """Compiles the programs of baseline/ with the machine's C compiler."""
    BASELINES.mkdir(parents=True, exist_ok=True)
    libraries = {"broadcast": ["sqlite3"], "sqlite_sends": ["sqlite3"], "postgres_sends": ["libpq"]}
    for name, packages in libraries.items():
        flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", *packages], text=True).split() if packages else []
        source = Path(__file__).parent / "baseline" / f"{name}.c"
        subprocess.run(["cc", "-O2", "-o", BASELINES / name, source, "-pthread", *flags], check=True)


def free_port():
    """A port below the range that outgoing connections take theirs from."""
    for port in range(21000, 32000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise Broken("no free port")


@contextlib.contextmanager
def running(command, environment=None, ready=None):
    """A process that is ended afterwards; `ready` is asked until it no longer raises."""
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)
    try:
        for _ in range(200):
            try:
                if ready:
                    ready()
                break
            except (OSError, urllib.error.URLError):
                if process.poll() is not None:
                    raise Broken(f"{command[0]} ends at once") from None
                time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def broadcaster(program="broadcast", *arguments):
    """A server of baseline/, as arguments for `messenger bench`."""
    port = free_port()

    def ready():
        socket.create_connection(("127.0.0.1", port), timeout=1).close()

    with running(on(SERVER_CORE, [str(BASELINES / program), str(port), *arguments]), ready=ready) as process:
        yield ["--bare-socket", f"ws://127.0.0.1:{port}", "--pid", str(process.pid)]


@contextlib.contextmanager
def storing_broadcaster():
    """The bare broadcaster, which stores every message in SQLite first."""
    with tempfile.TemporaryDirectory(prefix="messenger-bench.") as folder:
        with broadcaster("broadcast", str(Path(folder) / "baseline.sqlite")) as arguments:
            yield arguments


@contextlib.contextmanager
def own_server(database=None):
    """The server that `messenger bench` starts itself, as arguments for it; on PostgreSQL, in a database of its own."""
    arguments = ["--server-cpus", str(SERVER_CORE)] if APART else []
    if database is None:
        yield arguments
        return
    with new_database(database) as url:
        yield [*arguments, "--database-url", url]


@contextlib.contextmanager
def new_database(server):
    """An empty database of a PostgreSQL server, as a URL."""
    name = f"bench_{os.getpid()}_{time.monotonic_ns()}"
    psql(server, f"CREATE DATABASE {name}")
    try:
        yield server.replace("///postgres?", f"///{name}?")
    finally:
        psql(server, f"DROP DATABASE {name} WITH (FORCE)")


def psql(url, script):
    command = ["psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--dbname", url, "--command", script]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Broken(done.stderr)


def load(target, *arguments, seconds=None):
    """One run of `messenger bench`, as its report."""
    command = on(LOAD_CORE, [str(PROGRAM), "bench", "--json", "-", *target, *map(str, arguments)])
    done = subprocess.run([*command, "--duration", str(seconds or SECONDS)], capture_output=True, text=True)
    if done.returncode:
        raise Broken(f"messenger bench {' '.join(map(str, arguments))}:\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def raw_sends(program, place, callers):
    """Messages a second of one of the store baselines."""
    cores = [str(SERVER_CORE), str(LOAD_CORE)] if APART else []
    command = [str(BASELINES / program), str(place), str(callers), str(SECONDS), *cores]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Broken(done.stderr)
    return json.loads(done.stdout)["per_second"]


def raw_sqlite(callers):
    with tempfile.TemporaryDirectory(prefix="messenger-bench.") as folder:
        return raw_sends("sqlite_sends", Path(folder) / "baseline.sqlite", callers)


def raw_postgres(server, callers):
    with new_database(server) as url:
        return raw_sends("postgres_sends", url, callers)


def in_turns(sides):
    """Runs each side once a round, in turns, so that a noisy minute meets all; the results of each by name."""
    results = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, run in sides.items():
            results[name].append(run())
    return results


def median(runs, value=lambda run: run):
    """The median of a value over runs; None when any run lacks it."""
    values = [value(run) for run in runs]
    return None if None in values else statistics.median(values)


def ratio(value, base):
    return None if value is None or not base else value / base
