"""Two people, each in a browser of their own."""

import re

from playwright.sync_api import expect

from pages import eventually
from program import PASSWORD


def test_two_people_register_and_chat(browser, program, people):
    class New:
        def __init__(self, name):
            self.name, self.email = name, f"{name.lower()}.first@example.com"

    vera, oleg = (people(New(name), program) for name in ("Vera", "Oleg"))
    for person in (vera, oleg):
        page = person.page
        page.fill("#field-name", person.account.name)
        page.fill("#field-email", person.account.email)
        page.fill("#field-password", PASSWORD)
        page.locator("form.account [type=submit]").click()
        expect(page.locator(".sidebar")).to_be_visible()
        expect(page.get_by_text("No chats yet")).to_be_visible()
        expect(page.get_by_text(f"or by {person.account.email}")).to_be_visible()

    vera.page.get_by_role("button", name="New chat").last.click()
    vera.page.fill("#people-query", oleg.account.email)
    vera.page.locator("dialog .person").click()
    expect(vera.page.locator(".conversation h2")).to_have_text("Oleg")
    vera.write("Hello, Oleg!")

    oleg.page.locator(".chat-row").click()
    expect(oleg.page.locator(".conversation h2")).to_have_text("Vera")
    oleg.sees("Hello, Oleg!")
    oleg.write("Hello, Vera!")
    vera.sees("Hello, Vera!")
    assert vera.texts() == oleg.texts() == ["Hello, Oleg!", "Hello, Vera!"]


def test_what_is_wrong_with_a_form_is_said_in_words(people, program, anna):
    page = people(anna, program).page
    error, submit = page.locator("form.account .error"), page.locator("form.account [type=submit]")
    expect(page.locator("#field-name")).to_be_focused()
    submit.click()
    expect(error).to_have_text("Name is missing. E-mail is missing. Password: at least 8 characters.")
    page.fill("#field-name", "Nobody")
    page.fill("#field-email", "nobody")
    page.fill("#field-password", "long enough")
    submit.click()
    expect(error).to_have_text("This is no e-mail address.")
    expect(page.locator("#field-email")).to_be_focused()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    page.get_by_role("button", name="Русский").click()
    expect(page.get_by_role("button", name="English")).to_be_focused()
    expect(page.locator("#field-email")).to_have_value("nobody")


def test_ticks_unread_and_title(people, program, anna, boris, chat):
    a, b = people(anna, program).log_in(), people(boris, program).log_in()
    a.open_chat(chat).write("one")
    a.sees("one")
    eventually(lambda: a.marks == ["tick"])
    expect(b.row(chat).locator(".badge")).to_contain_text("1")
    expect(b.page).to_have_title(re.compile(r"^\(1\) "))
    b.open_chat(chat)
    expect(b.row(chat).locator(".badge")).to_have_count(0)
    expect(b.page).to_have_title("WS Messenger")
    eventually(lambda: a.marks == ["ticks"])


def test_typing_and_presence_are_seen_and_pass(people, program, anna, boris, chat):
    a = people(anna, program).log_in().open_chat(chat)
    b = people(boris, program).log_in().open_chat(chat)
    subtitle = a.page.locator(".subtitle")
    expect(subtitle).to_have_text("online")
    b.page.locator("textarea").press_sequentially("Hm")
    expect(subtitle).to_have_text("typing…")
    expect(a.row(chat).locator(".typing")).to_be_visible()
    b.write("done")
    expect(subtitle).to_have_text("online")
    b.context.close()
    expect(subtitle).to_contain_text("last seen", timeout=30_000)


def test_a_group_shows_who_writes(people, program, anna, boris):
    clara = program.register("Clara")
    chat = anna.chat_with(boris, clara, name="Project")
    a = people(anna, program).log_in().open_chat(chat)
    expect(a.page.locator(".subtitle")).to_have_text("3 members")
    clara.write(chat, "from Clara")
    boris.write(chat, "from Boris")
    expect(a.page.locator(".sender")).to_have_text(["Clara", "Борис"])
    a.page.get_by_role("button", name="About this chat").click()
    expect(a.page.locator("dialog .members .person")).to_have_count(3)


def test_a_group_is_made_and_left(people, program, anna, boris):
    a, b = people(anna, program).log_in(), people(boris, program).log_in()
    page = a.page
    page.keyboard.press("Alt+n")
    page.get_by_label("Group", exact=True).check()
    page.get_by_role("button", name="Create group").click()
    expect(page.locator("dialog .error")).to_have_text("Give the group a name, or choose people.")
    page.fill("#group-name", "Summer")
    page.fill("#people-query", boris.email)
    page.locator("dialog .person").click()
    expect(page.locator("dialog .chips li")).to_have_count(1)
    page.get_by_role("button", name="Create group").click()
    expect(page.locator(".conversation h2")).to_have_text("Summer")
    b.page.locator(".chat-row").filter(has_text="Summer").click()
    expect(b.page.locator(".conversation h2")).to_have_text("Summer")
    b.page.get_by_role("button", name="About this chat").click()
    b.page.get_by_role("button", name="Leave the group").click()
    b.page.locator("dialog .danger").click()
    expect(b.page.locator(".chat-row").filter(has_text="Summer")).to_have_count(0)
    expect(b.page.get_by_text("You are no longer in")).to_be_visible()
    expect(page.locator(".subtitle")).to_have_text("1 member")


def test_only_who_made_a_group_is_offered_to_remove_others(people, program, anna, boris):
    clara = program.register("Clara")
    chat = anna.chat_with(boris, clara, name="Project")
    a, b = people(anna, program).log_in(), people(boris, program).log_in()
    for person in (a, b):
        person.open_chat(chat).page.get_by_role("button", name="About this chat").click()
        expect(person.page.locator("dialog .members .person")).to_have_count(3)
    expect(b.page.locator("dialog .members button")).to_have_count(0)
    expect(a.page.locator("dialog .members button")).to_have_count(2)
    a.page.get_by_role("button", name="Remove Clara from the group").click()
    a.page.get_by_role("button", name="Cancel").click()
    expect(a.page.locator("dialog .members .person")).to_have_count(3)
    a.page.get_by_role("button", name="Remove Clara from the group").click()
    a.page.get_by_role("button", name="Remove", exact=True).click()
    expect(a.page.locator("dialog .members .person")).to_have_count(2)
    expect(b.page.locator(".subtitle")).to_have_text("2 members")


def test_who_comes_and_goes_is_seen_in_the_talk(people, program, anna, boris):
    clara = program.register("Clara")
    chat = anna.chat_with(boris, name="Project")
    a, b = people(anna, program).log_in(), people(boris, program).log_in()
    a.open_chat(chat).page.get_by_role("button", name="About this chat").click()
    a.page.fill("#people-query", clara.email)
    a.page.locator("dialog .people-search .person").click()
    expect(a.page.locator("dialog .members .person")).to_have_count(3)
    a.page.keyboard.press("Escape")
    expect(a.page.locator(".passage")).to_contain_text("You added")
    clara.write(chat, "hello")
    a.sees("hello")
    # Told while the chat was closed, and kept over a reload.
    b.open_chat(chat).page.reload()
    b.sees("hello")
    anna.delete(f"/chats/{chat}/members/{clara.id}")
    expect(b.page.locator(".passage")).to_have_count(2)
    rows = b.page.locator(".row").evaluate_all("all => all.map((row) => row.innerText.replace(/[⁨⁩]/g, ''))")
    assert rows[0].index("Anna added Clara") < rows[0].index("hello")
    assert rows[1] == "Anna removed Clara"


def test_nothing_that_people_write_is_markup(people, program, boris):
    hostile = program.register('<img src=x onerror="document.title=1">')
    chat = hostile.chat_with(boris, name="<b>bold</b><script>document.title=2</script>")
    text = "<script>document.title=3</script> javascript:alert(1) https://a.example/?q=<b> \u202eevil"
    hostile.write(chat, text)
    b = people(boris, program).log_in().open_chat(chat)
    expect(b.messages()).to_have_text([text])
    expect(b.page.locator(".conversation h2")).to_have_text("<b>bold</b><script>document.title=2</script>")
    assert b.page.locator(".row script, .row img, .row b, .chat-row script").count() == 0
    link = b.page.locator(".row .text a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://a.example/?q=")
    expect(link).to_have_attribute("rel", re.compile("noopener noreferrer"))
    assert b.page.title().endswith("WS Messenger")


def test_the_page_refuses_markup_from_texts(people, program, anna):
    a = people(anna, program).log_in()
    refused = """() => {
        try { document.body.innerHTML = "<p>x</p>"; return "taken"; } catch (error) { return error.name; }
    }"""
    assert a.page.evaluate(refused) == "TypeError"
    assert "Trusted" in a.complaints.pop()


def test_a_new_message_is_announced_once(people, program, anna, boris, chat):
    a = people(anna, program).log_in()
    spoken = a.page.locator("#announcer p")
    expect(a.row(chat)).to_be_visible()
    boris.write(chat, "listen")
    expect(spoken).to_have_text(["Борис: listen"])
    a.open_chat(chat)
    a.write("my own")
    a.sees("my own")
    boris.write(chat, "again")
    expect(spoken).to_have_text(["Борис: listen", "Борис: again"])


def test_the_way_to_the_documentation_is_one_click(browser, people, program, anna):
    page = people(anna, program).page
    expect(page.locator(".developer-links a")).to_have_count(4)
    for link in page.locator(".developer-links a").evaluate_all("all => all.map(a => a.href)"):
        assert program.http.get(link).status_code == 200, link
