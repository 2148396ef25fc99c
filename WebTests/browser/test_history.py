"""Long histories: scrolling, days, what is unread, drafts."""

import json

import pytest
from playwright.sync_api import expect

from pages import eventually

COUNT = 10_000


@pytest.fixture(scope="session")
def long_chat(program):
    """A chat of ten thousand messages that one person has written, of unequal length."""
    writer, reader = program.register("Writer"), program.register("Reader")
    chat = writer.chat_with(reader)
    writer.write_many(chat, (f"message {n} " + "word " * (n % 40) for n in range(COUNT)))
    last = program.http.get(
        f"/history/{chat}?limit=1&offset={COUNT - 1}", headers={"Authorization": f"Bearer {reader.token}"}
    ).json()["items"][0]
    with reader.socket(chat) as opened:
        opened.send(json.dumps({"type": "read", "message_id": last["id"]}))
    return writer, reader, chat


def first_visible(page):
    """The number of the first message in the window and where its top is."""
    return page.evaluate("""() => {
        const box = document.querySelector(".messages").getBoundingClientRect();
        for (const row of document.querySelectorAll(".row")) {
            const place = row.getBoundingClientRect();
            if (place.bottom > box.top + 1 && row.querySelector(".text"))
                return [Number(row.ariaPosInSet), place.top - box.top];
        }
    }""")


def test_ten_thousand_messages_scroll_without_jumps(people, program, long_chat):
    _, reader, chat = long_chat
    a = people(reader, program).log_in().open_chat(chat)
    page = a.page
    a.sees(f"message {COUNT - 1} ")
    # One step after the other: what was seen moves by the step and by nothing else.
    worst = page.evaluate("""async () => {
        const box = document.querySelector(".messages");
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const place = (row) => row.getBoundingClientRect().top;
        let worst = 0;
        for (let step = 0; step < 150; step += 1) {
            const rows = [...document.querySelectorAll(".row")].filter((row) => row.querySelector(".text"));
            const row = rows.find((each) => place(each) > box.getBoundingClientRect().top) ?? rows[0];
            const before = place(row);
            box.dispatchEvent(new WheelEvent("wheel"));
            box.scrollTop -= 120;
            await frame();
            await frame();
            if (row.isConnected) worst = Math.max(worst, Math.abs(place(row) - before - 120));
        }
        return worst;
    }""")
    assert worst <= 2
    assert page.locator(".row").count() < 120


def test_any_place_of_a_long_history_can_be_reached(people, program, long_chat):
    _, reader, chat = long_chat
    a = people(reader, program).log_in().open_chat(chat)
    a.sees(f"message {COUNT - 1} ")
    for share in (0.5, 0.1, 0.9, 0):
        a.page.locator(".messages").evaluate("(box, share) => { box.scrollTop = box.scrollHeight * share; }", share)
        eventually(lambda: a.page.locator(".placeholder").count() == 0 and a.messages().count() > 3)
    expect(a.messages().first).to_have_text("message 0 ")
    expect(a.page.locator(".day")).to_have_count(1)
    expect(a.page.locator(".day")).to_have_text("Today")
    a.page.locator(".jump").click()
    a.sees(f"message {COUNT - 1} ")
    expect(a.page.locator(".jump")).to_be_hidden()


def test_new_messages_do_not_move_who_reads_older_ones(people, program, long_chat):
    writer, reader, chat = long_chat
    a = people(reader, program).log_in().open_chat(chat)
    a.sees(f"message {COUNT - 1} ")
    a.page.evaluate("document.querySelector('.messages').scrollTop -= 3000")
    expect(a.page.locator(".jump")).to_be_visible()
    before = first_visible(a.page)
    writer.write_many(chat, [f"later {n}" for n in range(5)])
    expect(a.page.locator(".jump")).to_have_attribute("data-count", "5")
    assert first_visible(a.page) == before
    a.page.keyboard.press("Alt+End")
    a.sees("later 4")
    eventually(lambda: a.row(chat).locator(".badge").count() == 0)


def test_unread_messages_begin_with_a_divider(people, program, anna, boris, chat):
    for n in range(40):
        boris.write(chat, f"read {n}")
    a = people(anna, program).log_in().open_chat(chat)
    a.page.locator(".jump").click()
    a.sees("read 39")
    eventually(lambda: a.row(chat).locator(".badge").count() == 0)
    a.page.keyboard.press("Escape")
    for n in range(60):
        boris.write(chat, f"unread {n}")
    expect(a.row(chat).locator(".badge")).to_contain_text("60")
    a.open_chat(chat)
    divider = a.page.locator(".divider")
    expect(divider).to_be_in_viewport()
    expect(a.page.locator(".row").filter(has=divider).locator(".text")).to_have_text("unread 0")
    a.page.locator(".jump").click()
    a.sees("unread 59")
    expect(a.row(chat).locator(".badge")).to_have_count(0)


def test_a_draft_stays_with_its_chat(people, program, anna, boris):
    clara = program.register("Clara")
    first, second = anna.chat_with(boris), anna.chat_with(clara)
    a = people(anna, program).log_in().open_chat(first)
    a.page.fill("textarea", "for Boris")
    a.open_chat(second)
    expect(a.page.locator("textarea")).to_have_value("")
    expect(a.row(first)).to_contain_text("Draft: for Boris")
    a.open_chat(first)
    expect(a.page.locator("textarea")).to_have_value("for Boris")


def test_the_chat_with_the_newest_message_comes_first(people, program, anna, boris):
    clara = program.register("Clara")
    first, second = anna.chat_with(boris), anna.chat_with(clara)
    a = people(anna, program).log_in()
    for chat, writer in ((first, boris), (second, clara), (first, boris)):
        writer.write(chat, "hello")
        eventually(lambda chat=chat: a.page.locator(".chat-row").first.get_attribute("data-chat") == str(chat))


def test_a_very_long_message_is_cut_until_somebody_wants_it(people, program, anna, boris, chat):
    boris.write(chat, "long " * 10_000)
    a = people(anna, program).log_in().open_chat(chat)
    assert len(a.messages().first.text_content()) < 2_000
    a.page.get_by_role("button", name="Show the whole message").click()
    eventually(lambda: len(a.messages().first.text_content()) == 50_000)
