"""Every screen of the client, one after the other."""

from playwright.sync_api import expect

from program import PASSWORD, Wire

SCREENS = ["register", "login", "empty", "chats", "chat", "group", "details", "new chat", "settings", "password", "shortcuts"]
SCREENS += ["refused", "offline", "expired"]


def close(page):
    page.locator("dialog header button").click()


def show(people, program, scheme, size, language="ru-RU"):
    """Gives the name of each screen and the page that shows it."""
    anna, boris = program.register("Анна"), program.register("Борис Петров")
    clara, new = program.register("Clara"), program.register("Новый")
    chat = anna.chat_with(boris)
    group = anna.chat_with(boris, clara, name="Команда проекта")
    for writer, text in (
        (boris, "Привет! Как прошла встреча?"),
        (anna, "Отлично. Вот запись: https://example.com/meeting?id=42"),
        (boris, "Спасибо, посмотрю вечером и напишу, что думаю. " * 4),
        (anna, "Договорились 👍"),
    ):
        writer.write(chat, text)
    for writer, text in (
        (clara, "Кто сегодня на созвоне?"),
        (boris, "Я буду"),
        (boris, "И Анна тоже"),
        (anna, "Да, в три"),
    ):
        writer.write(group, text)
    options = {"language": language, "size": size, "color_scheme": scheme}

    fresh = people(new, program, **options)
    yield "register", fresh.page
    fresh.page.locator("form.account p .link").click()
    fresh.page.locator("form.account [type=submit]").click()
    expect(fresh.page.locator(".error")).not_to_be_empty()
    yield "login", fresh.page
    fresh.log_in()
    expect(fresh.page.locator(".empty h2")).to_be_visible()
    yield "empty", fresh.page

    wire = Wire(program.port)
    a = people(anna, wire, **options).log_in()
    page = a.page
    expect(page.locator(".badge").first).to_be_visible()
    yield "chats", page
    a.open_chat(chat)
    page.fill("textarea", "Набираю ответ")
    expect(a.messages()).to_have_count(4)
    yield "chat", page
    if page.locator(".back").is_visible():
        page.locator(".back").click()
    a.open_chat(group)
    expect(a.messages()).to_have_count(4)
    yield "group", page
    page.locator(".details").click()
    expect(page.locator("dialog .members li")).to_have_count(3)
    yield "details", page
    close(page)
    page.keyboard.press("Alt+n")
    page.fill("#people-query", boris.email)
    expect(page.locator("dialog .person")).to_be_visible()
    yield "new chat", page
    close(page)
    if page.locator(".back").is_visible():
        page.locator(".back").click()
    page.locator(".settings").click()
    expect(page.locator("dialog fieldset")).to_have_count(3)
    yield "settings", page
    page.get_by_role("button", name="Сменить пароль").click()
    expect(page.locator("dialog .account")).to_be_visible()
    yield "password", page
    close(page)
    page.locator(".settings").click()
    page.locator("dialog .buttons button").first.click()
    expect(page.locator(".shortcuts")).to_be_visible()
    yield "shortcuts", page
    close(page)
    a.open_chat(chat)
    # The server takes no U+0000, and the field does not know.
    page.evaluate("document.querySelector('textarea').value = 'a\\0b'")
    page.locator("textarea").dispatch_event("input")
    page.locator(".send").click()
    expect(page.locator(".refusal")).to_be_visible()
    yield "refused", page
    wire.cut()
    expect(page.locator(".subtitle")).to_have_text("Нет связи", timeout=20_000)
    if page.locator(".back").is_visible():
        page.locator(".back").click()
    yield "offline", page
    wire.mend()
    page.locator(".status button").click()
    expect(page.locator(".status")).to_be_empty()
    anna.post("/password", {"old_password": PASSWORD, "new_password": PASSWORD + "!"})
    expect(page.locator("dialog[data-name=expired]")).to_be_visible()
    yield "expired", page
    wire.close()
