"""The keyboard, narrow windows, motion, directions of writing. What axe finds is in test_screens.py."""

from playwright.sync_api import expect

from screens import SCREENS, show


def test_every_screen_fits_into_320_pixels(people, program):
    seen = []
    for name, page in show(people, program, "light", (320, 568)):
        seen.append(name)
        wide = page.evaluate("""() => [...document.querySelectorAll("body *")]
            .filter((each) => each.checkVisibility() && !each.closest(".unseen"))
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.matches("tspan, path, svg"))
            .map((each) => each.outerHTML.slice(0, 100))""")
        assert wide == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        cut = page.locator(".members").evaluate_all("all => all.filter((each) => each.scrollHeight > each.clientHeight)")
        assert cut == [], name
        upon = page.evaluate("""() => [...document.querySelectorAll(".reveal")].filter((button) => {
            const words = document.createRange();
            words.selectNodeContents(button.parentElement.querySelector("label"));
            return words.getBoundingClientRect().right > button.getBoundingClientRect().left;
        }).length""")
        assert upon == 0, name
    assert seen == SCREENS


def test_everything_goes_with_the_keyboard_alone(people, program, anna, boris):
    clara = program.register("Clara")
    first, second = anna.chat_with(boris), anna.chat_with(clara)
    boris.write(first, "hello")
    a = people(anna, program).log_in()
    page = a.page
    expect(a.row(first)).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".conversation h2")).to_have_text("Борис")
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    a.sees("one\ntwo")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".conversation h2")).to_have_text("Clara")
    page.keyboard.press("Control+k")
    expect(page.locator(".search")).to_be_focused()
    page.keyboard.type("бор")
    page.keyboard.press("Enter")
    expect(page.locator(".conversation h2")).to_have_text("Борис")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".messages")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".conversation")).to_have_count(0)
    expect(a.row(first)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Alt+n")
    expect(page.locator("#people-query")).to_be_focused()
    assert second


def test_the_focus_can_be_seen(people, program, anna):
    page = people(anna, program).log_in().page
    expect(page.locator(".empty button")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"


def test_nothing_moves_for_who_wants_no_motion(people, program, anna):
    a = people(anna, program, reduced_motion="reduce").log_in()
    moving = a.page.evaluate("""() => [...document.querySelectorAll("*")]
        .map((each) => getComputedStyle(each))
        .filter((style) => style.transitionDuration !== "0s" || style.animationName !== "none")
        .length""")
    assert moving == 0


def test_times_lie_beside_the_words_and_not_upon_them(people, program, anna, boris, chat):
    texts = ["Hi", "one two three " * 9, "שלום", "a line\nand its end https://example.com/a?b=c"]
    for writer in (anna, boris):
        for text in texts:
            writer.write(chat, text)
    for language in ("en-US", "ru-RU"):
        a = people(anna, program, language=language).log_in().open_chat(chat)
        expect(a.messages()).to_have_count(8)
        upon = a.page.evaluate("""() => [...document.querySelectorAll(".bubble")].filter((bubble) => {
            const time = bubble.querySelector(".meta").getBoundingClientRect();
            const words = document.createRange();
            words.selectNodeContents(bubble.querySelector(".text"));
            return [...words.getClientRects()].some((line) =>
                line.left < time.right && time.left < line.right && line.top < time.bottom && time.top < line.bottom);
        }).map((bubble) => bubble.innerText)""")
        assert upon == [], language


def test_names_and_texts_keep_their_direction_to_themselves(people, program, anna):
    other = program.register("שלום")
    chat = anna.chat_with(other)
    other.write(chat, "\u202eتجربة abc")
    a = people(anna, program).log_in().open_chat(chat)
    expect(a.messages().first).to_have_css("direction", "rtl")
    expect(a.page.locator(".conversation h2 bdi")).to_have_css("unicode-bidi", "isolate")
    expect(a.page.locator(".meta").first).to_have_css("direction", "ltr")
