"""What happens when the network or the server goes away."""

from playwright.sync_api import expect

from pages import eventually
from program import Wire

TEN = [f"message {n}" for n in range(10)]


def test_the_network_is_cut_and_restored(people, program, wire, anna, boris, chat):
    a = people(anna, wire).log_in().open_chat(chat)
    a.write("before")
    a.sees("before")
    eventually(lambda: a.marks == ["tick"])
    wire.cut()
    expect(a.page.locator(".status")).to_contain_text("No connection")
    a.write("mine, meanwhile")
    a.sees("mine, meanwhile")
    eventually(lambda: a.marks == ["tick", "clock"])
    boris.write(chat, "yours, meanwhile")
    wire.mend()
    a.sees("yours, meanwhile")
    eventually(lambda: a.marks == ["tick", "tick"])
    expect(a.page.locator(".status")).to_be_empty()
    assert a.texts() == ["before", "yours, meanwhile", "mine, meanwhile"]
    assert boris.texts(chat) == a.texts()


def test_the_server_is_killed_in_the_middle_of_ten_sends(people, own_program):
    anna, boris = own_program.register("Anna"), own_program.register("Boris")
    chat = anna.chat_with(boris)
    a = people(anna, own_program).log_in().open_chat(chat)
    for n, text in enumerate(TEN):
        if n == 5:
            own_program.kill()
        a.write(text)
    own_program.start()
    eventually(lambda: a.marks == ["tick"] * 10, seconds=40)
    assert boris.texts(chat) == TEN
    assert a.texts() == TEN


def test_what_was_written_without_a_network_survives_a_reload(people, program, wire, anna, boris, chat):
    a = people(anna, wire).log_in().open_chat(chat)
    wire.cut()
    for text in TEN:
        a.write(text)
    eventually(lambda: a.marks == ["clock"] * 10)
    # The page itself comes from the service worker.
    a.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    a.page.reload()
    expect(a.messages()).to_have_text(TEN)
    assert boris.texts(chat) == []
    wire.mend()
    eventually(lambda: a.marks == ["tick"] * 10, seconds=40)
    assert boris.texts(chat) == TEN


def test_an_open_socket_that_carries_nothing_is_not_trusted(people, program, wire, anna, boris, chat):
    a = people(anna, wire).log_in().open_chat(chat)
    a.write("before")
    eventually(lambda: a.marks == ["tick"])
    wire.stall()
    boris.write(chat, "into the void")
    # As after sleep: the page is looked at again.
    a.page.evaluate("window.dispatchEvent(new Event('focus'))")
    a.sees("into the void")
    a.write("after")
    eventually(lambda: a.marks == ["tick", "tick"])
    assert boris.texts(chat) == ["before", "into the void", "after"]


def test_a_refused_message_says_why_and_can_be_sent_again_or_given_up(people, program, anna, chat):
    a = people(anna, program).log_in().open_chat(chat)
    # The server takes no U+0000, and the field does not know.
    for text in ("bad\0one", "bad\0two"):
        a.page.evaluate("text => { document.querySelector('textarea').value = text; }", text)
        a.page.locator("textarea").dispatch_event("input")
        a.page.press("textarea", "Enter")
    refusals = a.page.locator(".refusal")
    expect(refusals).to_have_count(2)
    expect(refusals.first).to_contain_text("Not sent: The message is empty, too long, or has a sign that cannot be sent.")
    refusals.first.get_by_role("button", name="Try again").click()
    expect(refusals).to_have_count(2)
    refusals.first.get_by_role("button", name="Discard").click()
    expect(refusals).to_have_count(1)
    a.write("good")
    eventually(lambda: a.marks[0] == "tick")
    assert a.marks == ["tick", "warning"]


def test_a_text_that_is_too_long_is_not_sent(people, program, anna, chat):
    a = people(anna, program).log_in().open_chat(chat)
    a.page.fill("textarea", "я" * 40_000)
    expect(a.page.locator(".composer .error")).to_contain_text("Too long")
    expect(a.page.get_by_role("button", name="Send")).to_be_disabled()


def test_the_person_may_try_at_once(people, program, anna):
    wire = Wire(program.port)
    a = people(anna, wire).log_in()
    wire.cut()
    status = a.page.locator(".status")
    expect(status).to_contain_text("Next attempt in", timeout=20_000)
    wire.mend()
    status.get_by_role("button").click()
    expect(status).to_be_empty()
    wire.close()
