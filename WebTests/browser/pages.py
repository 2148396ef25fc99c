"""What a person does and sees on the pages."""

import re
import time

from playwright.sync_api import expect

from program import PASSWORD

expect.set_options(timeout=10_000)

# What a browser writes when a network is cut on purpose.
EXPECTED = re.compile(r"WebSocket connection|Failed to load resource|ERR_|net::")

# Without shared workers, the tabs elect a leader.
NO_SHARED_WORKER = "delete globalThis.SharedWorker"


class Person:
    """Somebody in a browser of their own, and the tab that they look at."""

    def __init__(self, browser, account, place, language="en-GB", size=(1200, 800), shared=True, **options):
        self.account = account
        self.url = f"http://127.0.0.1:{place.port}/"
        self.complaints = []
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale=language, **options)
        self.context.set_default_timeout(10_000)
        if not shared:
            self.context.add_init_script(NO_SHARED_WORKER)
        self.page = self.new_tab()

    def new_tab(self, path=""):
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        page.goto(self.url + path)
        return page

    def _note(self, message):
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)

    def log_in(self):
        page = self.page
        page.locator("form.account").wait_for()
        if page.locator("#field-name").is_visible():
            page.locator("form.account p .link").click()
        page.fill("#field-email", self.account.email)
        page.fill("#field-password", PASSWORD)
        page.locator("form.account [type=submit]").click()
        expect(page.locator(".sidebar")).to_be_visible()
        return self

    def open_chat(self, chat):
        self.page.locator(f'.chat-row[data-chat="{chat}"]').click()
        expect(self.page.locator(f'.conversation[data-chat="{chat}"] textarea')).to_be_visible()
        return self

    def write(self, text, page=None):
        page = page or self.page
        page.fill("textarea", text)
        page.press("textarea", "Enter")

    def messages(self, page=None):
        return (page or self.page).locator(".row .text")

    def texts(self, page=None):
        return self.messages(page).all_text_contents()

    def sees(self, text, page=None):
        expect(self.messages(page).filter(has_text=text)).to_have_count(1)

    def row(self, chat):
        return self.page.locator(f'.chat-row[data-chat="{chat}"]')

    @property
    def marks(self):
        """The marks of one's own messages, from top to bottom: clock, tick, ticks or warning."""
        classes = self.page.locator(".mark").evaluate_all("all => all.map((mark) => mark.className)")
        return [found.split()[-1] for found in classes]


def eventually(check, seconds=15):
    """Waits until something holds that no locator can say."""
    end = time.monotonic() + seconds
    while True:
        if check():
            return
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.05)
