"""Measures what the server bears, beside programs that do the least one could do, and writes a dated report.

See scripts/bench. What is compared with thresholds.json are ratios to the baselines of this machine and this hour, so
that a run elsewhere or later can be compared; absolute figures stand in the report for people.
"""

import datetime
import json
import os
import platform
import sys
from functools import partial
from pathlib import Path

import harness
from harness import (
    Broken, broadcaster, in_turns, load, median, own_server, ratio, raw_postgres, raw_sqlite, storing_broadcaster,
)
from history import measure_history

FOLDER = Path(__file__).parent
POSTGRES = os.environ["MESSENGER_TEST_POSTGRES"]


class Report:
    """Rows for people, and figures by name for thresholds.json."""

    def __init__(self):
        self.rows = []
        self.figures = {}
        self.failures = []

    def add(self, what, ours, base, value, name, form="{:.2f}"):
        """A line of the table: our figure, the baseline's, and what is compared, under a name."""
        self.rows.append((what, ours, base, "–" if value is None else form.format(value), name))
        self.figures[name] = value
        print(f"{what:52} {ours:>22} {base:>22} {self.rows[-1][3]:>10}", flush=True)


def cpu_of_delivery(run):
    """Microseconds of the server's processor time for one delivery."""
    seconds, deliveries = run["server_cpu_seconds"], run["delivered"]
    return None if seconds is None or not deliveries else seconds / deliveries * 1e6


def fan_out(report, title, name, *arguments, baseline=broadcaster):
    """The same load on ours, which stores every message, and on a server of baseline/."""

    def ours():
        with own_server() as target:
            return load(target, *arguments)

    def base():
        with baseline() as target:
            return load(target, *arguments)

    runs = in_turns({"ours": ours, "base": base})
    rates = {side: median(runs[side], lambda run: run["delivered_per_second"]) for side in runs}
    costs = {side: median(runs[side], cpu_of_delivery) for side in runs}
    report.add(
        f"{title}: deliveries", f"{rates['ours']:,.0f}/s", f"{rates['base']:,.0f}/s", ratio(rates["ours"], rates["base"]),
        f"{name}.deliveries",
    )
    if None not in costs.values():
        report.add(
            f"{title}: CPU of a delivery", f"{costs['ours']:.2f} µs", f"{costs['base']:.2f} µs",
            ratio(costs["ours"], costs["base"]), f"{name}.cpu",
        )


def sends(report, store, callers, raw):
    """Messages stored a second, each caller alone in a chat, against the database without a server before it."""
    arguments = ["--clients", callers, "--chats", callers, "--senders", callers, "--in-flight", 1]

    def ours():
        with own_server(POSTGRES if store == "PostgreSQL" else None) as target:
            return load(target, *arguments)

    runs = in_turns({"ours": ours, "base": lambda: raw(callers)})
    rate = median(runs["ours"], lambda run: run["answered_per_second"])
    base = median(runs["base"])
    report.add(
        f"sends, {store}, {callers} callers", f"{rate:,.0f}/s", f"{base:,.0f}/s", ratio(rate, base),
        f"sends.{store.lower()}.{callers}",
    )
    return rate


def half_load(report, store, rate):
    """How long senders wait at half of what the store bore with 100 callers."""
    arguments = ["--clients", 100, "--chats", 100, "--senders", 100, "--rate", round(rate / 2)]

    def ours():
        with own_server(POSTGRES if store == "PostgreSQL" else None) as target:
            return load(target, *arguments)

    p99 = median(in_turns({"ours": ours})["ours"], lambda run: run["answer_ms"]["p99"])
    report.add(f"sends, {store}, half load: p99", f"{p99:.1f} ms", "", p99, f"sends.{store.lower()}.half_load_p99_ms", "{:.1f}")


def idle(report):
    clients = 10_000

    def ours():
        with own_server() as target:
            return load(target, "--clients", clients, "--senders", 0, seconds=0.5)

    each = median(in_turns({"ours": ours})["ours"], lambda run: run["server_bytes_per_connection"])
    if each is not None:
        report.add(f"{clients:,} silent connections: memory of each", f"{each / 1024:.2f} KiB", "", each / 1024, "idle.kib")


def storm(report):
    clients = 1000 if harness.QUICK else 10_000

    def ours():
        with own_server() as target:
            return load(
                target, "--socket", "account", "--storm", "--clients", clients, "--chats", clients // 10, "--senders", 10,
                "--rate", 50, seconds=4,
            )

    seconds = median(in_turns({"ours": ours})["ours"], lambda run: run["storm_seconds"])
    report.add(f"{clients:,} connections cut: all back after", f"{seconds:.1f} s", "", seconds, "storm.seconds", "{:.1f}")


def everything(report):
    for members in (10, 100, 1000):
        name = f"fan_out.{members}"
        yield name, fan_out, (f"{members} members, 10 senders", name, "--clients", members, "--senders", 10)
    yield "stored.100", partial(fan_out, baseline=storing_broadcaster), (
        "100 members, beside C that stores", "stored.100", "--clients", 100, "--senders", 10,
    )
    yield "quiet", fan_out, ("100 members, 1 sender, 1 under way", "quiet", "--clients", 100, "--senders", 1, "--in-flight", 1)
    if (harness.BASELINES / "uwebsockets").exists():
        for members in (100, 1000):
            name = f"uwebsockets.{members}"
            beside = partial(fan_out, baseline=partial(broadcaster, "uwebsockets"))
            yield name, beside, (f"{members} members, beside uWebSockets", name, "--clients", members, "--senders", 10)
    crowd = ["--clients", 5000, "--chats", 1000, "--senders", 1000, "--in-flight", 1]
    yield "small_chats", fan_out, ("1000 chats of 5, each with a sender", "small_chats", *crowd)
    yield "idle", idle, ()
    yield "storm", storm, ()
    for store, raw in (("SQLite", raw_sqlite), ("PostgreSQL", lambda callers: raw_postgres(POSTGRES, callers))):
        yield f"sends.{store.lower()}", all_sends, (store, raw)
        yield f"history.{store.lower()}", measure_history, (store, POSTGRES)


def all_sends(report, store, raw):
    rates = {callers: sends(report, store, callers, raw) for callers in (1, 10, 100, 1000)}
    half_load(report, store, rates[100])


def judge(report):
    """Marks each figure that has a threshold; gives the names of those that break theirs."""
    thresholds = json.loads((FOLDER / "thresholds.json").read_text())
    verdicts = {}
    for name, value in report.figures.items():
        limit = thresholds.get(name)
        if limit is None or value is None:
            continue
        if "least" in limit and value < limit["least"]:
            verdicts[name] = f"**below {limit['least']}**"
        elif "most" in limit and value > limit["most"]:
            verdicts[name] = f"**above {limit['most']}**"
        else:
            verdicts[name] = f"≥ {limit['least']}" if "least" in limit else f"≤ {limit['most']}"
    return verdicts, [name for name, verdict in verdicts.items() if "**" in verdict]


def machine():
    model = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}"


def write(report, verdicts):
    today = datetime.date.today().isoformat()
    folder = FOLDER / "reports"
    folder.mkdir(exist_ok=True)
    layout = "server on one core, load on another" if harness.APART else "server and load on the same cores"
    lines = [
        f"# {today}", "",
        f"{machine()}; {layout}; medians of {harness.ROUNDS} runs of {harness.SECONDS:g} s in turns; every message on disk.", "",
        "| What | messenger | baseline | compared | threshold |", "|---|---|---|---|---|",
        *(f"| {what} | {ours} | {base} | {value} | {verdicts.get(name, '')} |" for what, ours, base, value, name in report.rows),
    ]
    if report.failures:
        lines += ["", "Not measured:", "", *(f"* {name}: {reason.splitlines()[0]}" for name, reason in report.failures)]
    (folder / f"{today}.md").write_text("\n".join(lines) + "\n")
    data = {"date": today, "machine": machine(), "rounds": harness.ROUNDS, "seconds": harness.SECONDS, "figures": report.figures}
    (folder / f"{today}.json").write_text(json.dumps(data, indent=1) + "\n")
    print(f"\nwritten: {folder}/{today}.md and .json")


def main():
    wanted = sys.argv[1:]
    harness.build_baselines()
    report = Report()
    print(f"{'':52} {'messenger':>22} {'baseline':>22} {'compared':>10}")
    for name, measure, arguments in everything(report):
        if wanted and not any(name.startswith(prefix) for prefix in wanted):
            continue
        try:
            measure(report, *arguments)
        except Broken as error:
            report.failures.append((name, str(error)))
            print(f"{name}: {error}", file=sys.stderr)
    verdicts, broken = judge(report)
    # A part of the envelope or a short run is to look at, and not for the shelf.
    if not wanted and not harness.QUICK:
        write(report, verdicts)
    for name in broken:
        print(f"{name} is {report.figures[name]:.2f}: {verdicts[name].strip('*')}", file=sys.stderr)
    sys.exit(1 if broken or report.failures else 0)


if __name__ == "__main__":
    main()
