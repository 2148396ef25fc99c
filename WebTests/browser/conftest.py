"""Fixtures: the program, a wire to it, a browser, and people in it. Every test has people and chats of its own."""

import os
import pathlib
import shutil
import tempfile

import pytest
from playwright.sync_api import sync_playwright

from pages import Person
from program import Program, Wire


def pytest_addoption(parser):
    parser.addoption("--program", default=".build/debug/messenger", help="the program under test")
    parser.addoption("--screens", help="the folder for screenshots")


@pytest.fixture(scope="session")
def binary(pytestconfig):
    return pathlib.Path(pytestconfig.getoption("--program")).resolve()


@pytest.fixture(scope="session")
def folder():
    with tempfile.TemporaryDirectory() as made:
        yield pathlib.Path(made)


@pytest.fixture(scope="session")
def program(binary, folder):
    """The server of all tests that do not harm it."""
    (folder / "shared").mkdir()
    started = Program(binary, folder / "shared")
    yield started
    started.kill()


@pytest.fixture
def own_program(binary, tmp_path_factory):
    """A server of this test's own, to kill and to start again."""
    started = Program(binary, tmp_path_factory.mktemp("server"))
    yield started
    started.kill()


@pytest.fixture(scope="session")
def browser():
    names = ["chromium", "chromium-browser", "google-chrome"]
    path = next(found for found in map(shutil.which, names) if found)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()


@pytest.fixture
def people(browser):
    """Makes people with a browser of their own; at the end of the test none of their pages may have complained."""
    made = []

    def make(account, wire_or_program, **options):
        person = Person(browser, account, wire_or_program, **options)
        made.append(person)
        return person

    yield make
    complaints = [complaint for person in made for complaint in person.complaints]
    for person in made:
        person.context.close()
    assert complaints == []


@pytest.fixture
def wire(program):
    made = Wire(program.port)
    yield made
    made.close()


@pytest.fixture
def anna(program):
    return program.register("Anna")


@pytest.fixture
def boris(program):
    return program.register("Борис")


@pytest.fixture
def chat(anna, boris):
    return anna.chat_with(boris)
