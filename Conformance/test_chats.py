"""Section 5: POST /chats and GET /chats."""

import json

import pytest

import expect
from client import at_once, escaped
from samples import HUGE_IDS, MAX_INT32, NOT_STRINGS, UNKNOWN_IDS, UNSTORABLE

ONE_MEMBER = "При создании приватного чата можно указать только одного участника"
NOT_ONESELF = "Нельзя создать приватный чат с самим собой"
EXISTS = "Приватный чат между этими пользователями уже существует"
UNKNOWN = "Пользователь не найден"

NAMES = ["A", "Чат А-Б", " ", "   ", "\t\n", "x" * 50, "я" * 50, "👋" * 50, "e\u0301" * 25, "👨‍👩‍👧" * 10, "<b>&'\""]
LONG_NAMES = ["x" * 51, "я" * 51, "👋" * 51, "e\u0301" * 26, "👨‍👩‍👧" * 11]
MEMBER_ERRORS = {
    "x": expect.unparsable_int,
    "": expect.unparsable_int,
    "1.5": expect.unparsable_int,
    1.5: expect.not_a_whole_number,
    None: expect.not_an_int,
    (): expect.not_an_int,
}


def chat_body(**changes):
    return {"name": "Чат", "chat_type": "group", "member_ids": []} | changes


def create(person, **changes):
    return person.post("/chats", **escaped(chat_body(**changes)))


def ids_of(person):
    answer = person.get("/chats")
    assert answer.status_code == 200, answer.text
    return [chat["id"] for chat in answer.json()]


def test_a_private_chat_is_created(alice, bob):
    answer = create(alice, name="Чат А-Б", chat_type="private", member_ids=[bob.id])
    assert answer.status_code == 200
    body = answer.json()
    expect.has_in_order(body, "name", "chat_type", "id")
    assert (body["name"], body["chat_type"]) == ("Чат А-Б", "private")
    assert body["id"] > 0


def test_a_group_is_created(alice, bob, carol):
    answer = create(alice, name="Команда", member_ids=[bob.id, carol.id])
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["chat_type"]) == ("Команда", "group")


def test_a_chat_is_private_by_default(alice, bob):
    answer = alice.post("/chats", json={"name": "Чат", "member_ids": [bob.id]})
    assert answer.status_code == 200
    assert answer.json()["chat_type"] == "private"


def test_a_group_may_have_its_creator_alone(alice):
    answer = create(alice)
    assert answer.status_code == 200
    assert ids_of(alice) == [answer.json()["id"]]


def test_repeated_members_are_one(alice, bob):
    answer = create(alice, member_ids=[bob.id, bob.id, alice.id, alice.id])
    assert answer.status_code == 200
    assert ids_of(alice) == ids_of(bob) == [answer.json()["id"]]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_has_1_to_50_characters(alice, name):
    answer = create(alice, name=name)
    assert answer.status_code == 200
    assert answer.json()["name"] == name
    assert [chat["name"] for chat in alice.get("/chats").json()] == [name]


def test_unknown_keys_are_ignored(alice):
    answer = create(alice, id=1, creator_id=1, messages=[])
    assert answer.status_code == 200
    assert answer.json()["id"] != 1


def test_the_list_starts_empty(alice):
    answer = alice.get("/chats")
    assert answer.status_code == 200
    assert answer.text == "[]"


def test_the_list_shows_each_chat(alice, chat, group):
    chats = alice.get("/chats").json()
    for listed in chats:
        expect.has_in_order(listed, "name", "chat_type", "id")
    assert [(listed["id"], listed["chat_type"]) for listed in chats] == [(chat, "private"), (group, "group")]


def test_every_member_lists_the_chat(alice, bob, carol, group):
    assert ids_of(alice) == ids_of(bob) == ids_of(carol) == [group]


def test_a_stranger_does_not_list_the_chat(chat, carol):
    assert ids_of(carol) == []


@pytest.mark.parametrize("count", [0, 2, 3])
def test_a_private_chat_names_one_member(alice, bob, carol, count):
    answer = create(alice, chat_type="private", member_ids=[bob.id, carol.id, alice.id][:count])
    expect.is_error(answer, 400, ONE_MEMBER)
    assert ids_of(alice) == []


def test_a_private_chat_names_one_member_even_if_repeated(alice, bob):
    expect.is_error(create(alice, chat_type="private", member_ids=[bob.id, bob.id]), 400, ONE_MEMBER)


def test_the_number_of_members_is_checked_first(alice, bob):
    expect.is_error(create(alice, chat_type="private", member_ids=[alice.id, bob.id]), 400, ONE_MEMBER)


def test_a_private_chat_needs_somebody_else(alice):
    expect.is_error(create(alice, chat_type="private", member_ids=[alice.id]), 400, NOT_ONESELF)
    assert ids_of(alice) == []


def test_a_pair_has_one_private_chat(alice, bob, chat):
    expect.is_error(create(alice, chat_type="private", member_ids=[bob.id]), 400, EXISTS)
    assert ids_of(alice) == [chat]


def test_a_pair_has_one_private_chat_whoever_asks(alice, bob, chat):
    expect.is_error(create(bob, name="Другой", chat_type="private", member_ids=[alice.id]), 400, EXISTS)
    assert ids_of(bob) == [chat]


def test_a_group_does_not_stand_in_the_way_of_a_private_chat(alice, bob):
    alice.create_group([bob.id])
    assert create(alice, chat_type="private", member_ids=[bob.id]).status_code == 200


def test_a_private_chat_does_not_stand_in_the_way_of_another_pair(alice, bob, carol, chat):
    assert create(alice, chat_type="private", member_ids=[carol.id]).status_code == 200
    assert create(bob, chat_type="private", member_ids=[carol.id]).status_code == 200


def test_groups_of_the_same_people_are_many(alice, bob):
    assert alice.create_group([bob.id]) != alice.create_group([bob.id])


@pytest.mark.corrected
def test_one_of_many_private_chats_at_once_wins(alice, bob):
    calls = [
        lambda: create(alice, chat_type="private", member_ids=[bob.id]),
        lambda: create(bob, chat_type="private", member_ids=[alice.id]),
    ]
    answers = at_once(calls * 3)
    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 5
    for answer in answers:
        if answer.status_code == 400:
            expect.is_error(answer, 400, EXISTS)
    assert len(ids_of(alice)) == 1
    expect.is_error(create(alice, chat_type="private", member_ids=[bob.id]), 400, EXISTS)


def test_members_are_required(visitor):
    answer = visitor.post("/chats", json={"name": "Чат", "chat_type": "group"})
    expect.is_invalid(answer, expect.missing("body", "member_ids"))


@pytest.mark.corrected
@pytest.mark.parametrize("chat_type", ["private", "group"])
def test_a_name_is_required(alice, bob, chat_type):
    answer = alice.post("/chats", json={"chat_type": chat_type, "member_ids": [bob.id]})
    expect.is_invalid(answer, expect.missing("body", "name"))
    assert ids_of(alice) == ids_of(bob) == []


@pytest.mark.corrected
def test_missing_fields_are_reported_together_in_order(visitor):
    answer = visitor.post("/chats", json={})
    expect.is_invalid(answer, expect.missing("body", "name"), expect.missing("body", "member_ids"))


def test_different_errors_are_reported_together_in_order(visitor):
    expect.is_invalid(
        create(visitor, member_ids=[1, "x", 1.5, None], chat_type="channel", name=""),
        expect.too_short(1, "body", "name"),
        expect.not_a_chat_type(),
        expect.unparsable_int("body", "member_ids", 1),
        expect.not_a_whole_number("body", "member_ids", 2),
        expect.not_an_int("body", "member_ids", 3),
    )


def test_a_name_must_not_be_empty(visitor):
    expect.is_invalid(create(visitor, name=""), expect.too_short(1, "body", "name"))


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_name_must_not_be_longer_than_50_characters(visitor, name):
    expect.is_invalid(create(visitor, name=name), expect.too_long(50, "body", "name"))


@pytest.mark.parametrize("name", NOT_STRINGS, ids=json.dumps)
def test_a_name_is_a_string(visitor, name):
    expect.is_invalid(create(visitor, name=name), expect.not_a_string("body", "name"))


@pytest.mark.corrected
@pytest.mark.parametrize("name", UNSTORABLE, ids=ascii)
def test_a_name_that_cannot_be_stored_is_refused(alice, name):
    answer = create(alice, name=name)
    assert answer.status_code == 422
    assert [entry["loc"] for entry in answer.json()["detail"]] == [["body", "name"]]
    assert ids_of(alice) == []


@pytest.mark.parametrize(
    "chat_type", ["channel", "", "Private", "GROUP", " private", None, 5, True, [], {}], ids=json.dumps
)
def test_a_chat_type_is_one_of_two(visitor, chat_type):
    expect.is_invalid(create(visitor, chat_type=chat_type), expect.not_a_chat_type())


@pytest.mark.parametrize("member_ids", [None, 5, "1", True, {}], ids=json.dumps)
def test_members_are_a_list(visitor, member_ids):
    expect.is_invalid(create(visitor, member_ids=member_ids), expect.not_a_list("body", "member_ids"))


@pytest.mark.parametrize("member", MEMBER_ERRORS, ids=json.dumps)
def test_members_are_integers(visitor, member):
    error = MEMBER_ERRORS[member]
    expect.is_invalid(create(visitor, member_ids=[1, member]), error("body", "member_ids", 1))


@pytest.mark.corrected
@pytest.mark.parametrize("user_id", UNKNOWN_IDS + [MAX_INT32 + 1, 2**63 - 1])
@pytest.mark.parametrize("chat_type", ["private", "group"])
def test_a_member_must_exist(alice, chat_type, user_id):
    answer = create(alice, chat_type=chat_type, member_ids=[user_id])
    expect.is_error(answer, 404, UNKNOWN)
    assert ids_of(alice) == []


@pytest.mark.corrected
@pytest.mark.parametrize("user_id", HUGE_IDS)
def test_a_huge_member_id_is_refused(alice, user_id):
    assert create(alice, member_ids=[user_id]).status_code in (404, 422)
    assert ids_of(alice) == []


@pytest.mark.corrected
def test_one_unknown_member_spoils_the_group(alice, bob):
    expect.is_error(create(alice, member_ids=[bob.id, MAX_INT32]), 404, UNKNOWN)
    assert ids_of(alice) == ids_of(bob) == []


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH", "POST"])
def test_a_single_chat_has_no_route(alice, chat, method):
    assert alice.request(method, f"/chats/{chat}").status_code in (404, 405)
    assert ids_of(alice) == [chat]


def test_a_trailing_slash_is_another_path(visitor):
    expect.is_error(visitor.get("/chats/"), 404, "Not Found")
