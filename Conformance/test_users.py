"""GET /users?query=…: finding people. Not in the original server."""

import uuid

import pytest

import expect

pytestmark = pytest.mark.corrected


def search(person, text):
    answer = person.get("/users", params={"query": text})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def surname():
    """Letters that nobody else's name begins with."""
    return "".join(chr(ord("а") + int(digit, 16)) for digit in uuid.uuid4().hex[:12])


def test_people_are_found_by_the_beginning_of_their_names(server, alice, surname):
    boris = server.register(name=f"{surname.upper()} Борис")
    anna = server.register(name=f"{surname} Анна")
    server.register(name=f"Не {surname}")
    expected = [{"id": anna.id, "name": anna.name}, {"id": boris.id, "name": boris.name}]
    for text in [surname, surname.upper(), f"  {surname.capitalize()} "]:
        assert search(alice, text) == expected


def test_no_more_than_twenty_are_found(server, alice, surname):
    for number in range(22):
        server.register(name=f"{surname} {number}")
    assert len(search(alice, surname)) == 20


@pytest.mark.parametrize("change", [str, str.upper])
def test_an_address_finds_its_owner(alice, bob, change):
    assert search(alice, change(bob.email)) == [{"id": bob.id, "name": bob.name, "email": bob.email}]


def test_a_part_of_an_address_finds_nobody(alice, bob):
    assert search(alice, bob.email[:-1]) == []
    assert search(alice, bob.email[:8]) == []


@pytest.mark.parametrize("text", ["  ", " a", "a  ", "%%", "__", "' OR ''='", "\\\\", "*?", "\U0010ffff\U0010ffff"])
def test_no_character_stands_for_others(alice, text):
    assert search(alice, text) == []


@pytest.mark.parametrize("text", ["", " ", "а"])
def test_a_text_has_two_characters_at_least(alice, text):
    expect.is_invalid(alice.get("/users", params={"query": text}), expect.too_short(2, "query", "query"))


def test_a_text_has_254_characters_at_most(alice):
    assert search(alice, "x" * 254) == []
    expect.is_invalid(alice.get("/users", params={"query": "x" * 255}), expect.too_long(254, "query", "query"))


def test_a_text_is_needed(alice):
    expect.is_invalid(alice.get("/users"), expect.missing("query", "query"))


def test_nobody_searches_without_end(alice):
    answers = [alice.get("/users", params={"query": "zz"}) for _ in range(32)]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert refused
    for answer in refused:
        assert answer.status_code == 429
        assert answer.json()["code"] == "too_many_requests"
        assert int(answer.headers["retry-after"]) > 0


def test_a_token_is_needed(server):
    expect.is_error(server.http.get("/users", params={"query": "anna"}), 401, "Not authenticated")
