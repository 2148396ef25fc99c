"""Several tabs of one browser share one socket, with and without shared workers."""

import pytest
from playwright.sync_api import expect

from pages import eventually


@pytest.mark.parametrize("shared", [True, False], ids=["shared worker", "elected leader"])
def test_the_tabs_of_a_browser_share_one_socket(people, program, wire, anna, boris, chat, shared):
    a = people(anna, wire, shared=shared).log_in().open_chat(chat)
    others = [a.new_tab(f"#chat/{chat}") for _ in range(2)]
    for page in others:
        expect(page.locator("textarea")).to_be_visible()
    a.write("to all tabs")
    for page in [a.page, *others]:
        a.sees("to all tabs", page)
    assert wire.open_sockets == 1


@pytest.mark.parametrize("shared", [True, False], ids=["shared worker", "elected leader"])
def test_when_the_first_tab_is_closed_another_goes_on(people, program, wire, anna, boris, chat, shared):
    a = people(anna, wire, shared=shared).log_in().open_chat(chat)
    second = a.new_tab(f"#chat/{chat}")
    expect(second.locator("textarea")).to_be_visible()
    a.page.close()
    boris.write(chat, "still there?")
    a.sees("still there?", second)
    a.write("yes", second)
    a.sees("yes", second)
    eventually(lambda: boris.texts(chat) == ["still there?", "yes"])
    eventually(lambda: wire.open_sockets == 1)


@pytest.mark.parametrize("shared", [True, False], ids=["shared worker", "elected leader"])
def test_a_draft_and_a_log_out_reach_the_other_tab(people, program, anna, chat, shared):
    a = people(anna, program, shared=shared).log_in().open_chat(chat)
    second = a.new_tab()
    expect(second.locator(".chat-row")).to_be_visible()
    a.page.fill("textarea", "half a thought")
    expect(second.locator(".chat-row")).to_contain_text("Draft: half a thought")
    a.page.get_by_role("button", name="Settings").click()
    a.page.get_by_role("button", name="Log out").click()
    for page in (a.page, second):
        expect(page.locator("form.account")).to_be_visible()
