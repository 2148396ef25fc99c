"""The start without a network, and what makes the page an app."""

import json

from playwright.sync_api import expect


def test_it_opens_without_a_server_with_the_last_chats(people, own_program):
    anna, boris = own_program.register("Anna"), own_program.register("Boris")
    chat = anna.chat_with(boris)
    boris.write(chat, "kept for later")
    a = people(anna, own_program).log_in().open_chat(chat)
    a.sees("kept for later")
    a.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    a.page.wait_for_timeout(1500)
    own_program.kill()
    a.page.close()
    page = a.new_tab(f"#chat/{chat}")
    a.sees("kept for later", page)
    expect(page.locator(".chat-row")).to_contain_text("Boris")
    a.write("written without a server", page)
    a.sees("written without a server", page)
    own_program.start()
    expect(page.locator(".mark.tick")).to_have_count(1, timeout=40_000)
    assert boris.texts(chat) == ["kept for later", "written without a server"]


def test_the_service_worker_touches_no_call_of_the_api(people, program, anna):
    a = people(anna, program).log_in()
    a.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    names = a.page.evaluate("""async () => {
        const found = [];
        for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
        return found;
    }""")
    assert "/" in names
    assert all(name in ("/", "/manifest.webmanifest") or name.startswith("/app/") for name in names)


def test_it_can_be_installed(people, program, anna):
    a = people(anna, program)
    a.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    session = a.context.new_cdp_session(a.page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    read = json.loads(manifest["data"])
    assert read["display"] == "standalone"
    assert {icon["sizes"] for icon in read["icons"]} >= {"192x192", "512x512"}
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
