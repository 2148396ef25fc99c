"""What the client may cost."""

import gzip
import json
import re
import time

from playwright.sync_api import expect

from pages import eventually
from test_history import COUNT, long_chat  # noqa: F401  the fixture

# In milliseconds; a machine that does other things at the same time gets more.
USABLE_IN = 1_500
OPENED_IN = 300
LONGEST_TASK = 100


def test_scripts_and_styles_are_at_most_60_kilobytes(program):
    page = program.http.get("/").text
    names = set(re.findall(r'(?:src|href)="(app/[^"]+\.(?:js|css))"', page))
    assert len(names) > 30
    sizes = []
    for name in sorted(names):
        with program.http.stream("GET", f"/{name}", headers={"Accept-Encoding": "gzip"}) as answer:
            body = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(body)
        sizes.append(len(body))
    print(f"scripts and styles: {sum(sizes)} bytes")
    assert sum(sizes) <= 60 * 1024


def slowed(person, page, rate):
    session = person.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return session


def test_the_list_of_chats_is_usable_soon_on_a_slow_machine(people, program, anna):
    for n in range(100):
        anna.chat_with(name=f"Group {n}")
    a = people(anna, program).log_in()
    a.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    a.page.wait_for_timeout(1500)
    slowed(a, a.page, 4)

    def start():
        a.page.goto("about:blank")
        a.page.goto(a.url, wait_until="commit")
        a.page.locator(".chat-row").first.wait_for()
        return a.page.evaluate("performance.now()")

    times = [start() for _ in range(3)]
    print(f"list of chats after {times} ms")
    assert min(times) < USABLE_IN
    a.page.locator(".chat-row").first.click()
    expect(a.page.locator("textarea")).to_be_visible()


def test_a_chat_of_ten_thousand_messages_opens_at_once(people, program, long_chat):  # noqa: F811
    _, reader, chat = long_chat
    a = people(reader, program).log_in()
    expect(a.row(chat)).to_be_visible()

    def opened():
        return a.page.evaluate(
            """async (chat) => {
                performance.clearMarks();
                const start = performance.now();
                location.hash = `chat/${chat}`;
                while (!performance.getEntriesByName(`opened-${chat}`).length)
                    await new Promise((resolve) => requestAnimationFrame(resolve));
                return performance.now() - start;
            }""",
            chat,
        )

    first = opened()
    a.sees(f"message {COUNT - 1} ") if a.messages().filter(has_text="later").count() == 0 else None
    print(f"a chat of {COUNT} messages opened in {first:.0f} ms")
    assert first < OPENED_IN


def test_no_long_task_while_fifty_messages_a_second_come_in(people, program, anna, boris, chat):
    a = people(anna, program).log_in().open_chat(chat)
    a.page.evaluate("""() => {
        globalThis.longest = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
        }).observe({ type: "longtask" });
    }""")
    with boris.socket(chat) as opened:
        start = time.monotonic()
        for n in range(200):
            opened.send(json.dumps({"type": "message", "text": f"message {n} of a burst"}))
            time.sleep(max(0, start + n / 50 - time.monotonic()))
    a.sees("message 199 of a burst")
    longest = a.page.evaluate("longest")
    print(f"longest task {longest:.0f} ms")
    assert longest <= LONGEST_TASK
    eventually(lambda: a.row(chat).locator(".badge").count() == 0)
