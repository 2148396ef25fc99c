"""How far a chat was read: POST /chats/{chat_id}/read, and what GET /chats says of it."""

import pytest

import expect

pytestmark = pytest.mark.corrected


def read(person, chat, **body):
    return person.post(f"/chats/{chat}/read", json=body)


def listed(person, chat):
    return next(each for each in person.get("/chats").json() if each["id"] == chat)


def test_a_cursor_moves_forward(alice, bob, chat):
    for number in range(4):
        alice.say(chat, str(number))
    answer = read(bob, chat, seq=3)
    assert answer.status_code == 200
    body = answer.json()
    expect.has_in_order(body, "chat_id", "read_seq", "unread", "last_seq")
    assert body == {"chat_id": chat, "read_seq": 3, "unread": 1, "last_seq": 4}
    assert listed(bob, chat)["unread"] == 1


def test_a_cursor_never_moves_back(alice, bob, chat):
    for number in range(3):
        alice.say(chat, str(number))
    read(bob, chat, seq=3)
    assert read(bob, chat, seq=1).json()["read_seq"] == 3


def test_past_the_end_is_the_end(alice, bob, chat):
    alice.say(chat, "one")
    assert read(bob, chat, seq=2**63 - 1).json()["read_seq"] == 1


def test_a_message_names_its_place(alice, bob, chat):
    alice.say(chat, "one")
    second = alice.say(chat, "two")
    assert read(bob, chat, message_id=second["id"]).json()["read_seq"] == second["seq"]


def test_a_message_of_another_chat_is_passed_over(alice, bob, chat, group):
    alice.say(chat, "one")
    other = alice.say(group, "elsewhere")
    assert read(bob, chat, message_id=other["id"]).json()["read_seq"] == 0


def test_what_one_wrote_oneself_is_not_unread(alice, chat):
    alice.say(chat, "one")
    assert listed(alice, chat)["unread"] == 0


def test_the_list_shows_the_newest_message(alice, bob, chat):
    assert listed(bob, chat)["last_message"] is None
    alice.say(chat, "one")
    newest = alice.say(chat, "two")
    shown = listed(bob, chat)
    assert shown["last_message"] == newest
    assert (shown["last_seq"], shown["read_seq"], shown["unread"]) == (2, 0, 2)


def test_others_see_how_far_one_has_read(alice, bob, chat):
    alice.say(chat, "one")
    read(bob, chat, seq=1)
    seen = {member["id"]: member["read_seq"] for member in alice.get(f"/chats/{chat}/members").json()}
    assert seen[bob.id] == 1


@pytest.mark.parametrize("body", [{}, {"seq": None}, {"seq": -1}, {"seq": "x"}, {"message_id": []}, {"seq": 1.5}])
def test_a_place_is_a_number(alice, chat, body):
    assert read(alice, chat, **body).status_code == 422


def test_a_stranger_reads_nothing(carol, chat):
    expect.is_error(read(carol, chat, seq=1), 403, expect.NO_ACCESS)
