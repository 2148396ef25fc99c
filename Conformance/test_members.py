"""Who is in a chat: GET and POST /chats/{chat_id}/members, DELETE /chats/{chat_id}/members/{user_id}."""

import pytest

import expect

pytestmark = pytest.mark.corrected

FIXED = "Участников приватного чата нельзя изменить"
NOT_THE_CREATOR = "Удалять других участников может только создатель чата"
UNKNOWN = "Пользователь не найден"


def members(person, chat, **query):
    answer = person.get(f"/chats/{chat}/members", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(person, chat, **query):
    return [member["id"] for member in members(person, chat, **query)]


def add(person, chat, *user_ids):
    return person.post(f"/chats/{chat}/members", json={"user_ids": list(user_ids)})


def remove(person, chat, user_id):
    return person.request("DELETE", f"/chats/{chat}/members/{user_id}")


def test_members_are_listed_in_order(alice, bob, carol, group):
    listed = members(bob, group)
    for member in listed:
        expect.has_in_order(member, "id", "name", "read_seq", "delivered_seq")
    assert [member["id"] for member in listed] == sorted([alice.id, bob.id, carol.id])
    assert {member["name"] for member in listed} == {alice.name, bob.name, carol.name}


def test_members_come_in_pages(alice, bob, carol, group):
    everybody = ids(alice, group)
    assert ids(alice, group, limit=2) == everybody[:2]
    assert ids(alice, group, limit=2, after=everybody[1]) == everybody[2:]
    assert ids(alice, group, after=everybody[-1]) == []


@pytest.mark.parametrize("limit", [0, 1001])
def test_a_page_has_1_to_1000_members(alice, group, limit):
    answer = alice.get(f"/chats/{group}/members", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "limit"]


def test_any_member_of_a_group_adds_others(alice, bob, carol):
    group = alice.create_group([bob.id])
    answer = add(bob, group, carol.id)
    assert answer.status_code == 204
    assert answer.content == b""
    assert carol.id in ids(carol, group)
    assert carol.say(group, "hello")["chat_id"] == group


def test_adding_a_member_again_changes_nothing(alice, bob, group):
    before = alice.get("/chats").json()
    assert add(alice, group, bob.id, bob.id).status_code == 204
    assert alice.get("/chats").json() == before


def test_one_unknown_person_spoils_it(alice, bob):
    group = alice.create_group([])
    expect.is_error(add(alice, group, bob.id, 2**31 - 1), 404, UNKNOWN)
    assert ids(alice, group) == [alice.id]


def test_somebody_must_be_named(alice, group):
    answer = add(alice, group)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["type"] == "too_short"


def test_at_most_a_hundred_are_named(alice, group):
    answer = add(alice, group, *range(1, 102))
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["type"] == "too_long"


def test_a_member_leaves(bob, alice, group):
    assert remove(bob, group, bob.id).status_code == 204
    assert bob.get("/chats").json() == []
    assert bob.id not in ids(alice, group)
    expect.is_error(bob.get(f"/chats/{group}/messages"), 403, expect.NO_ACCESS)


def test_the_creator_removes_others(alice, bob, group):
    assert remove(alice, group, bob.id).status_code == 204
    assert bob.id not in ids(alice, group)


def test_nobody_else_removes_others(bob, carol, group):
    expect.is_error(remove(bob, group, carol.id), 403, NOT_THE_CREATOR)
    assert carol.id in ids(bob, group)


def test_removing_nobody_is_no_error(alice, group):
    assert remove(alice, group, 2**31 - 1).status_code == 204


def test_a_private_chat_is_fixed(alice, bob, carol, chat):
    expect.is_error(add(alice, chat, carol.id), 400, FIXED)
    expect.is_error(remove(alice, chat, alice.id), 400, FIXED)
    assert ids(alice, chat) == sorted([alice.id, bob.id])


def test_a_stranger_changes_nothing(carol, alice, chat):
    expect.is_error(carol.get(f"/chats/{chat}/members"), 403, expect.NO_ACCESS)
    expect.is_error(add(carol, chat, carol.id), 403, expect.NO_ACCESS)
    expect.is_error(remove(carol, chat, alice.id), 403, expect.NO_ACCESS)


def test_comings_and_goings_are_changes_of_the_chat(alice, bob, carol):
    group = alice.create_group([bob.id])
    add(alice, group, carol.id)
    remove(alice, group, carol.id)
    assert alice.say(group, "after both")["seq"] == 3
