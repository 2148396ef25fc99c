"""The event stream: GET /events."""

import json
from contextlib import contextmanager

import pytest

pytestmark = pytest.mark.corrected


class Stream:
    """The messages of one event stream, read as WHATWG HTML 9.2 says."""

    def __init__(self, response):
        self.lines = response.iter_lines()
        self.last_event_id = None

    def block(self):
        fields = {}
        for line in self.lines:
            if not line:
                return fields
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
            if name == "id":
                self.last_event_id = fields["id"]
        raise AssertionError("the stream has ended")

    def message(self):
        while "data" not in (fields := self.block()):
            pass
        return json.loads(fields["data"])

    def until(self, position):
        """Passes over everything up to a position, and gives the messages on the way."""
        messages = []
        while self.last_event_id != position:
            fields = self.block()
            if "data" in fields:
                messages.append(json.loads(fields["data"]))
        return messages


@contextmanager
def stream(person, headers=None, **options):
    headers = person.authorization | (headers or {})
    with person.server.http.stream("GET", "/events", headers=headers, **options) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        yield Stream(response)


def position(person):
    return person.get("/sync").json()["position"]


@pytest.fixture
def server(server):
    """Streams are not to be read to their end, so answers are not checked as a whole here."""
    hooks, server.http.event_hooks = server.http.event_hooks, {"response": []}
    yield server
    server.http.event_hooks = hooks


def test_a_stream_begins_with_everything(alice, bob, chat):
    with stream(alice) as events:
        state = events.message()
        assert state.pop("type") == "state"
        assert state == alice.get("/sync").json()
        assert events.last_event_id == state["position"]


def test_a_stream_shows_what_happens(alice, bob, chat):
    with stream(alice) as events:
        events.message()
        message = bob.say(chat, "Привет")
        shown = events.message()
        assert (shown["type"], shown["id"], shown["seq"]) == ("message", message["id"], message["seq"])


def test_a_stream_goes_on_where_it_was(alice, bob, chat):
    with stream(alice) as events:
        events.message()
        bob.say(chat, "seen")
        events.until(position(alice))
    bob.say(chat, "missed")
    with stream(alice, headers={"Last-Event-ID": events.last_event_id}) as events:
        assert events.message()["text"] == "missed"
        assert events.message()["type"] == "synced"
        bob.say(chat, "live")
        assert events.message()["text"] == "live"


def test_a_query_says_where_to_begin(alice, bob, chat):
    start = position(alice)
    bob.say(chat, "one")
    with stream(alice, params={"since": start}) as events:
        assert events.message()["text"] == "one"
        assert events.message() == {"type": "synced", "position": position(alice)}


def test_a_position_of_another_database_is_reset(alice):
    with stream(alice, params={"since": "0123456789abcdef0123456789abcdef-1"}) as events:
        assert events.message() == {"type": "reset"}
        assert events.message()["type"] == "state"


def test_a_stream_needs_a_token(server):
    assert server.http.get("/events").status_code == 401


@pytest.mark.parametrize("options", [{"params": {"since": "x"}}, {"headers": {"Last-Event-ID": "x"}}])
def test_a_position_is_one_that_was_given_out(alice, options):
    answer = alice.get("/events", **options)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["type"] == "position_parsing"
