"""Options and fixtures. Every fixture makes its own users and chats, so tests share nothing and run in any order."""

import uuid

import pytest

from client import Server


def pytest_addoption(parser):
    group = parser.getgroup("conformance")
    group.addoption("--base-url", default="http://127.0.0.1:8000", help="the server under test")
    group.addoption("--jwt-secret", help="the server's HS256 secret, for forged tokens (required)")
    group.addoption("--original", action="store_true", help="leave out what the original gets wrong")


def pytest_configure(config):
    if not config.getoption("--jwt-secret") and not config.option.collectonly:
        raise pytest.UsageError("--jwt-secret is required: the suite signs its own tokens")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--original"):
        return
    corrected = [item for item in items if item.get_closest_marker("corrected")]
    config.hook.pytest_deselected(items=corrected)
    items[:] = [item for item in items if not item.get_closest_marker("corrected")]


@pytest.fixture(scope="session")
def server(pytestconfig):
    with Server(
        pytestconfig.getoption("--base-url"),
        pytestconfig.getoption("--jwt-secret"),
        strict=not pytestconfig.getoption("--original"),
    ) as server:
        yield server


@pytest.fixture(scope="session")
def visitor(server):
    """A user for requests that are refused or change nothing."""
    return server.register(name="Visitor")


@pytest.fixture(scope="session")
def visited_chat(visitor):
    """A chat of the visitor's, for requests that are refused or change nothing."""
    return visitor.create_group([])


@pytest.fixture
def alice(server):
    return server.register(name="Алиса")


@pytest.fixture
def bob(server):
    return server.register(name="Боб")


@pytest.fixture
def carol(server):
    return server.register(name="Carol")


@pytest.fixture
def chat(alice, bob):
    """The id of a private chat of alice and bob."""
    return alice.create_private(bob)


@pytest.fixture
def group(alice, bob, carol):
    """The id of a group of alice, bob and carol."""
    return alice.create_group([bob.id, carol.id])


@pytest.fixture
def fresh_email():
    return f"{uuid.uuid4().hex}@example.com"
