"""Idempotency-Key: calls that are made once. Not in the original server."""

import uuid

import pytest

import expect
from client import at_once

pytestmark = pytest.mark.corrected

GROUP = {"name": "Группа", "chat_type": "group", "member_ids": []}
REUSED = "С таким Idempotency-Key уже был отправлен другой запрос"


@pytest.fixture
def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


def test_a_repeated_call_gets_the_same_bytes(alice, key):
    first, second = (alice.post("/chats", json=GROUP, headers=key) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert "idempotent-replay" not in first.headers
    assert second.headers["idempotent-replay"] == "true"
    assert second.headers["content-type"] == "application/json"
    assert len(alice.get("/chats").json()) == 1


def test_a_repeated_message_is_stored_once(alice, group, key):
    path = f"/chats/{group}/messages"
    first, second = (alice.post(path, json={"text": "Привет"}, headers=key) for _ in range(2))
    assert first.content == second.content
    assert len(alice.read(group)) == 1


def test_a_refusal_is_repeated_too(alice, key):
    body = GROUP | {"member_ids": [0]}
    first, second = (alice.post("/chats", json=body, headers=key) for _ in range(2))
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert second.headers["idempotent-replay"] == "true"


@pytest.mark.parametrize("path", ["/chats", "/chats?x=1", "/chats/1/messages"])
def test_another_call_under_the_key_is_refused(alice, key, path):
    assert alice.post("/chats", json=GROUP, headers=key).status_code == 200
    body = GROUP | {"name": "Другая"} if path == "/chats" else GROUP
    answer = alice.post(path, json=body, headers=key)
    expect.is_error(answer, 409, REUSED)
    assert answer.json()["code"] == "idempotency_key_reused"
    assert len(alice.get("/chats").json()) == 1


def test_a_key_is_its_callers_own(alice, bob, key):
    for person in (alice, bob):
        answer = person.post("/chats", json=GROUP, headers=key)
        assert answer.status_code == 200
        assert "idempotent-replay" not in answer.headers


def test_of_many_at_once_one_is_made(alice, key):
    answers = at_once([lambda: alice.post("/chats", json=GROUP, headers=key)] * 8)
    made = [answer for answer in answers if answer.status_code == 200]
    assert len({answer.content for answer in made}) == 1
    for answer in answers:
        if answer.status_code != 200:
            assert answer.status_code == 409
            assert answer.json()["code"] == "idempotency_key_in_use"
            assert int(answer.headers["retry-after"]) > 0
    assert len(alice.get("/chats").json()) == 1


@pytest.mark.parametrize("value", ["", "a b", "x" * 129])
def test_a_key_of_another_form_is_refused(alice, value):
    answer = alice.post("/chats", json=GROUP, headers={"Idempotency-Key": value})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["header", "Idempotency-Key"]
    assert alice.get("/chats").json() == []


@pytest.mark.parametrize("value", ["a", "~" * 128, '"quoted"'])
def test_a_key_may_be_any_visible_characters(alice, value):
    assert alice.post("/chats", json=GROUP, headers={"Idempotency-Key": value}).status_code == 200


def test_the_token_is_looked_at_first(server):
    answer = server.http.post("/chats", json=GROUP, headers={"Idempotency-Key": ""})
    expect.is_error(answer, 401, "Not authenticated")


def test_reading_and_logging_in_pass_over_the_key(server, alice, key):
    for _ in range(2):
        assert "idempotent-replay" not in alice.get("/chats", headers=key).headers
        body = {"email": alice.email, "password": alice.password}
        answer = server.http.post("/login", json=body, headers=key)
        assert answer.status_code == 200
        assert "idempotent-replay" not in answer.headers
