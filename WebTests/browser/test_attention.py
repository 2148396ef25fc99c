"""What calls for attention: notifications, and who is asked for them."""

from playwright.sync_api import expect

from pages import eventually

SHOWN = """async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map((each) => [each.title, each.body]);
}"""


def look_away(page):
    """As when another window comes to the front."""
    page.evaluate("document.hasFocus = () => false; window.dispatchEvent(new Event('blur'))")


def look_back(page):
    page.evaluate("delete document.hasFocus; window.dispatchEvent(new Event('focus'))")


def test_nobody_is_asked_for_notifications_before_a_click(people, program, anna):
    a = people(anna, program).log_in()
    a.page.evaluate("""() => {
        globalThis.asked = 0;
        Notification.requestPermission = async () => { asked += 1; return "denied"; };
        Object.defineProperty(Notification, "permission", { get: () => "default" });
    }""")
    a.page.get_by_role("button", name="Settings").click()
    assert a.page.evaluate("asked") == 0
    a.page.get_by_role("button", name="Allow notifications").click()
    eventually(lambda: a.page.evaluate("asked") == 1)


def test_a_message_notifies_who_looks_elsewhere_and_nobody_else(people, program, anna, boris, chat):
    a = people(anna, program, permissions=["notifications"]).log_in()
    a.page.evaluate(SHOWN)
    boris.write(chat, "seen at once")
    expect(a.row(chat)).to_contain_text("seen at once")
    assert a.page.evaluate(SHOWN) == []
    look_away(a.page)
    boris.write(chat, "<b>are you there?</b>")
    eventually(lambda: len(a.page.evaluate(SHOWN)) == 1)
    title, body = a.page.evaluate(SHOWN)[0]
    assert "Борис" in title
    assert body == "<b>are you there?</b>"


def test_what_comes_in_while_one_looks_elsewhere_is_unread_until_one_looks(people, program, anna, boris, chat):
    boris.write(chat, "first")
    a = people(anna, program).log_in().open_chat(chat)
    a.sees("first")
    eventually(lambda: a.row(chat).locator(".badge").count() == 0)
    look_away(a.page)
    boris.write(chat, "second")
    a.sees("second")
    expect(a.row(chat).locator(".badge")).to_contain_text("1")
    look_back(a.page)
    expect(a.row(chat).locator(".badge")).to_have_count(0)


def test_notifications_can_be_switched_off(people, program, anna, boris, chat):
    a = people(anna, program, permissions=["notifications"]).log_in()
    a.page.get_by_role("button", name="Settings").click()
    a.page.get_by_label("Notify me of new messages").uncheck()
    a.page.keyboard.press("Escape")
    look_away(a.page)
    boris.write(chat, "quiet")
    expect(a.row(chat)).to_contain_text("quiet")
    a.page.wait_for_timeout(300)
    assert a.page.evaluate(SHOWN) == []
