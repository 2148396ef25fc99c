"""Every screen, light and dark, on a phone and on a desktop: looked at by axe, and drawn for people to look at."""

import pathlib
from importlib.resources import files

import pytest

from screens import SCREENS, show

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']} ({each['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious_on_any_screen(people, program, pytestconfig, scheme, size):
    folder = pytestconfig.getoption("--screens")
    found, seen = {}, []
    for name, page in show(people, program, scheme, SIZES[size]):
        seen.append(name)
        if folder:
            target = pathlib.Path(folder)
            target.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=target / f"{name.replace(' ', '-')}-{size}-{scheme}.png")
        if problems := violations(page):
            found[name] = problems
    assert found == {}
    assert seen == SCREENS
