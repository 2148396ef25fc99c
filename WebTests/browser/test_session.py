"""The session: it survives a reload, ends in order, and its token stays where it belongs."""

import json
import time

from playwright.sync_api import expect

from pages import eventually
from program import PASSWORD


def stored(page):
    """All that a page can read of what it has kept."""
    return page.evaluate("""async () => {
        const open = indexedDB.open("messenger");
        await new Promise((resolve) => (open.onsuccess = resolve));
        const kept = {};
        for (const table of open.result.objectStoreNames) {
            const request = open.result.transaction(table).objectStore(table).getAll();
            await new Promise((resolve) => (request.onsuccess = resolve));
            kept[table] = request.result;
        }
        open.result.close();
        return JSON.stringify(kept);
    }""")


def test_a_session_survives_a_reload_with_the_open_chat(people, program, anna, boris, chat):
    boris.write(chat, "hello")
    a = people(anna, program).log_in().open_chat(chat)
    a.page.fill("textarea", "unfinished")
    time.sleep(0.6)
    a.page.reload()
    a.sees("hello")
    expect(a.page.locator("textarea")).to_have_value("unfinished")


def test_the_end_of_a_session_asks_again_and_loses_nothing(people, own_program):
    anna, boris = own_program.register("Anna"), own_program.register("Boris")
    chat = anna.chat_with(boris)
    a = people(anna, own_program).log_in().open_chat(chat)
    a.write("before")
    a.sees("before")
    a.page.fill("textarea", "half written")
    # Tokens signed with another secret are none.
    own_program.kill()
    own_program.secret = "another-secret-of-more-than-32-bytes"
    own_program.start()
    dialog = a.page.locator("dialog[data-name=expired]")
    expect(dialog).to_be_visible(timeout=30_000)
    expect(dialog.locator("#field-email")).to_have_value(anna.email)
    a.page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.locator("#field-password").fill(PASSWORD)
    dialog.locator("[type=submit]").click()
    expect(dialog).to_have_count(0)
    expect(a.page.locator("textarea")).to_have_value("half written")
    a.page.press("textarea", "Enter")
    eventually(lambda: a.marks == ["tick", "tick"])
    assert a.texts() == ["before", "half written"]


def test_the_log_out_leaves_nothing_of_the_account(people, program, anna, boris, chat):
    boris.write(chat, "a secret")
    a = people(anna, program).log_in().open_chat(chat)
    a.sees("a secret")
    time.sleep(1)
    assert "a secret" in stored(a.page)
    a.page.get_by_role("button", name="Settings").click()
    a.page.get_by_role("button", name="Log out").click()
    expect(a.page.locator("form.account")).to_be_visible()
    eventually(lambda: "a secret" not in stored(a.page))
    kept = json.loads(stored(a.page))
    assert anna.email not in json.dumps(kept)
    assert kept["outbox"] == kept["tails"] == []


def test_the_token_is_in_no_address_no_cookie_and_no_log(people, own_program):
    anna = own_program.register("Anna")
    a = people(anna, own_program)
    addresses = []
    a.page.on("request", lambda request: addresses.append(request.url))
    a.page.on("websocket", lambda opened: addresses.append(opened.url))
    a.log_in()
    token = json.loads(stored(a.page))["kv"]
    token = next(entry["token"] for entry in token if isinstance(entry, dict) and "token" in entry)
    assert token.count(".") == 2
    assert not any(token in address for address in addresses)
    assert a.context.cookies() == []
    assert a.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert token not in (own_program.folder / "log").read_text()


def test_a_new_password_logs_out_every_other_device_and_not_this_one(people, program, anna, boris, chat):
    here, there = people(anna, program).log_in().open_chat(chat), people(anna, program).log_in()
    page = here.page
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Change password").click()
    old, new = page.get_by_label("Current password"), page.get_by_label("New password")
    change = page.get_by_role("button", name="Change password")
    error = page.locator("dialog .error")
    change.click()
    expect(error).to_contain_text("New password: at least 8 characters.")
    old.fill("not-it-at-all")
    new.fill(PASSWORD + "!")
    change.click()
    expect(error).to_have_text("Wrong password.")
    old.fill(PASSWORD)
    change.click()
    expect(page.get_by_role("heading", name="Password changed")).to_be_visible()
    page.keyboard.press("Escape")
    here.write("still here")
    eventually(lambda: here.marks == ["tick"])
    dialog = there.page.locator("dialog[data-name=expired]")
    expect(dialog).to_be_visible()
    dialog.locator("#field-password").fill(PASSWORD + "!")
    dialog.locator("[type=submit]").click()
    expect(there.row(chat)).to_contain_text("still here")


def test_refusals_are_in_the_language_of_the_page(people, program, anna):
    page = people(anna, program, language="ru-RU").page
    page.get_by_role("button", name="Войти").click()
    page.fill("#field-email", anna.email)
    page.fill("#field-password", "not-it-at-all")
    page.locator("form.account [type=submit]").click()
    expect(page.locator(".error")).to_have_text("Неверный пароль.")
    page.get_by_role("button", name="English").click()
    page.locator("form.account [type=submit]").click()
    expect(page.locator(".error")).to_have_text("Wrong password.")


def test_the_choice_of_language_and_theme_stays(people, program, anna):
    a = people(anna, program).log_in()
    a.page.get_by_role("button", name="Settings").click()
    a.page.get_by_label("Dark").check()
    expect(a.page.locator("html")).to_have_attribute("data-theme", "dark")
    a.page.get_by_label("Русский").check()
    expect(a.page.locator("html")).to_have_attribute("lang", "ru")
    expect(a.page.get_by_role("heading", name="Настройки")).to_be_visible()
    a.page.reload()
    expect(a.page.get_by_placeholder("Поиск чатов и людей")).to_be_visible()
    expect(a.page.locator("html")).to_have_attribute("data-theme", "dark")
