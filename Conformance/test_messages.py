"""Section 6: messages over HTTP."""

import json
import uuid
from datetime import UTC, datetime

import pytest

import expect
from client import at_once, escaped
from samples import HUGE_IDS, NOT_INTEGERS, NOT_STRINGS, TEXTS, TOO_LONG_TEXTS, UNKNOWN_IDS, UNSTORABLE

KEYS = ["text", "chat_id", "client_message_id", "id", "sender_id", "created_at"]


def post(person, chat, **body):
    return person.post(f"/chats/{chat}/messages", **escaped(body))


def texts_of(person, chat):
    return [message["text"] for message in person.read(chat)]


def is_uuid4(value):
    return str(uuid.UUID(value)) == value and uuid.UUID(value).version == 4


def test_a_message_is_stored(alice, chat):
    answer = post(alice, chat, text="Привет 👋")
    assert answer.status_code == 200
    message = answer.json()
    expect.has_in_order(message, *KEYS)
    assert (message["text"], message["chat_id"], message["sender_id"]) == ("Привет 👋", chat, alice.id)
    assert message["id"] > 0


def test_a_chat_starts_empty(alice, chat):
    answer = alice.get(f"/chats/{chat}/messages")
    assert answer.status_code == 200
    assert answer.text == "[]"


def test_a_message_is_listed_as_it_was_answered(alice, bob, chat):
    message = alice.say(chat, "Привет 👋")
    for reader in (alice, bob):
        [listed] = reader.read(chat)
        expect.has_in_order(listed, *KEYS)
        assert {key: listed[key] for key in KEYS} == {key: message[key] for key in KEYS}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_as_it_is(alice, bob, chat, text):
    assert alice.say(chat, TEXTS[text])["text"] == TEXTS[text]
    assert texts_of(bob, chat) == [TEXTS[text]]


def test_messages_are_listed_oldest_first(alice, bob, chat):
    sent = [(alice if number % 3 else bob).say(chat, f"Сообщение {number}") for number in range(12)]
    listed = alice.read(chat)
    assert [message["text"] for message in listed] == [message["text"] for message in sent]
    assert [message["id"] for message in listed] == sorted(message["id"] for message in sent)
    assert [message["sender_id"] for message in listed] == [message["sender_id"] for message in sent]
    assert [message["created_at"] for message in listed] == sorted(message["created_at"] for message in sent)


def test_a_chat_has_its_own_messages_only(alice, chat, group):
    alice.say(chat, "private")
    alice.say(group, "group")
    assert texts_of(alice, chat) == ["private"]
    assert texts_of(alice, group) == ["group"]


def test_every_member_of_a_group_writes_and_reads(alice, bob, carol, group):
    for person in (alice, bob, carol):
        person.say(group, person.name)
    for person in (alice, bob, carol):
        assert texts_of(person, group) == [alice.name, bob.name, carol.name]


def test_the_time_is_now_in_utc_without_a_zone(alice, chat):
    created_at = alice.say(chat, "now")["created_at"]
    assert expect.NAIVE_TIME.fullmatch(created_at)
    age = datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(created_at)
    assert abs(age.total_seconds()) < 60


@pytest.mark.parametrize("more", [{}, {"client_message_id": None}], ids=str)
def test_the_server_makes_a_client_message_id_when_none_is_sent(alice, chat, more):
    first, second = alice.say(chat, "same", **more), alice.say(chat, "same", **more)
    assert is_uuid4(first["client_message_id"])
    assert is_uuid4(second["client_message_id"])
    assert first["client_message_id"] != second["client_message_id"]
    assert first["id"] != second["id"]


def test_other_keys_are_ignored(alice, bob, chat, group):
    spoof = {"id": 1, "chat_id": group, "sender_id": bob.id, "created_at": "2000-01-01T00:00:00"}
    message = alice.say(chat, "mine", **spoof)
    assert (message["chat_id"], message["sender_id"]) == (chat, alice.id)
    assert message["id"] != 1
    assert not message["created_at"].startswith("2000")


def test_a_text_is_required(visitor, visited_chat):
    expect.is_invalid(post(visitor, visited_chat), expect.missing("body", "text"))


@pytest.mark.parametrize("text", NOT_STRINGS, ids=json.dumps)
def test_a_text_is_a_string(visitor, visited_chat, text):
    expect.is_invalid(post(visitor, visited_chat, text=text), expect.not_a_string("body", "text"))


@pytest.mark.parametrize("client_id", NOT_STRINGS[1:], ids=json.dumps)
def test_a_client_message_id_is_a_string(visitor, visited_chat, client_id):
    answer = post(visitor, visited_chat, text="hello", client_message_id=client_id)
    expect.is_invalid(answer, expect.not_a_string("body", "client_message_id"))


def test_errors_are_reported_together_in_order(visitor, visited_chat):
    expect.is_invalid(
        post(visitor, visited_chat, client_message_id=5),
        expect.missing("body", "text"),
        expect.not_a_string("body", "client_message_id"),
    )


@pytest.mark.parametrize("chat_id", NOT_INTEGERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_chat_id_is_an_integer(visitor, method, chat_id):
    body = {"text": "hello"} if method == "POST" else None
    answer = visitor.request(method, f"/chats/{chat_id}/messages", json=body)
    expect.is_invalid(answer, expect.unparsable_int("path", "chat_id"))


@pytest.mark.corrected
def test_a_text_must_not_be_empty(alice, chat):
    expect.is_invalid(post(alice, chat, text=""), expect.too_short(1, "body", "text"))
    assert alice.read(chat) == []


@pytest.mark.corrected
@pytest.mark.parametrize("text", TOO_LONG_TEXTS)
def test_a_text_has_64_kib_at_most(alice, chat, text):
    answer = post(alice, chat, text=TOO_LONG_TEXTS[text])
    assert answer.status_code == 422
    [entry] = answer.json()["detail"]
    assert (entry["type"], entry["loc"]) == ("string_too_long", ["body", "text"])
    assert entry["ctx"] == {"max_length": 65536}
    assert alice.read(chat) == []


@pytest.mark.corrected
@pytest.mark.parametrize("value", UNSTORABLE, ids=ascii)
@pytest.mark.parametrize("field", ["text", "client_message_id"])
def test_what_cannot_be_stored_is_refused(alice, chat, field, value):
    answer = post(alice, chat, **{"text": "hello", field: value})
    assert answer.status_code == 422
    assert [entry["loc"] for entry in answer.json()["detail"]] == [["body", field]]
    assert alice.read(chat) == []


@pytest.mark.corrected
def test_a_client_message_id_has_1_to_128_characters(alice, chat):
    where = ("body", "client_message_id")
    expect.is_invalid(post(alice, chat, text="a", client_message_id=""), expect.too_short(1, *where))
    expect.is_invalid(post(alice, chat, text="a", client_message_id="x" * 129), expect.too_long(128, *where))
    assert alice.read(chat) == []


@pytest.mark.corrected
@pytest.mark.parametrize("client_id", ["x", "e7b8f9a2-1c4d-4a3f-bd2c-1234567890ab", "Мой id 👋", "я" * 128])
def test_a_client_message_id_is_kept(alice, bob, chat, client_id):
    assert alice.say(chat, "hello", client_message_id=client_id)["client_message_id"] == client_id
    assert [message["client_message_id"] for message in bob.read(chat)] == [client_id]


@pytest.mark.corrected
def test_a_retry_gets_the_stored_message(alice, chat):
    first = alice.say(chat, "once", client_message_id="retry")
    alice.say(chat, "between")
    assert alice.say(chat, "once", client_message_id="retry") == first
    assert texts_of(alice, chat) == ["once", "between"]


@pytest.mark.corrected
def test_retries_at_once_get_one_message(alice, chat):
    answers = at_once([lambda: alice.say(chat, "once", client_message_id="retry")] * 6)
    assert len({answer["id"] for answer in answers}) == 1
    assert texts_of(alice, chat) == ["once"]


@pytest.mark.corrected
def test_a_client_message_id_stands_for_one_text(alice, chat):
    alice.say(chat, "one", client_message_id="same")
    answer = post(alice, chat, text="two", client_message_id="same")
    assert answer.status_code == 409
    assert texts_of(alice, chat) == ["one"]


@pytest.mark.corrected
def test_a_client_message_id_belongs_to_its_sender(alice, bob, chat):
    first = alice.say(chat, "one", client_message_id="same")
    second = bob.say(chat, "two", client_message_id="same")
    assert first["id"] != second["id"]
    assert [message["client_message_id"] for message in alice.read(chat)] == ["same", "same"]


@pytest.mark.corrected
def test_a_client_message_id_belongs_to_its_chat(alice, chat, group):
    first = alice.say(chat, "one", client_message_id="same")
    second = alice.say(group, "two", client_message_id="same")
    assert first["id"] != second["id"]
    assert first["client_message_id"] == second["client_message_id"] == "same"


@pytest.mark.corrected
@pytest.mark.parametrize("kind", ["chat", "group"])
def test_a_stranger_neither_reads_nor_writes(server, request, alice, kind):
    chat = request.getfixturevalue(kind)
    stranger = server.register(name="Stranger")
    alice.say(chat, "secret")
    expect.is_forbidden(stranger.get(f"/chats/{chat}/messages"))
    expect.is_forbidden(post(stranger, chat, text="intrusion"))
    assert texts_of(alice, chat) == ["secret"]


@pytest.mark.corrected
@pytest.mark.parametrize("chat_id", UNKNOWN_IDS + HUGE_IDS)
def test_an_unknown_chat_is_like_a_strangers(visitor, chat_id):
    expect.is_forbidden(visitor.get(f"/chats/{chat_id}/messages"))
    expect.is_forbidden(post(visitor, chat_id, text="hello"))


@pytest.mark.corrected
def test_the_body_is_checked_before_membership(alice, visited_chat):
    expect.is_invalid(post(alice, visited_chat, text=""), expect.too_short(1, "body", "text"))


def test_many_messages_at_once_are_all_stored(alice, bob, chat):
    calls = [lambda number=number: (alice if number % 2 else bob).say(chat, str(number)) for number in range(12)]
    sent = at_once(calls)
    listed = alice.read(chat)
    assert len({message["id"] for message in sent}) == 12
    assert sorted(message["id"] for message in listed) == sorted(message["id"] for message in sent)
