"""What a device lacks: GET and POST /sync."""

import pytest

import expect

pytestmark = pytest.mark.corrected


def state(person):
    answer = person.get("/sync")
    assert answer.status_code == 200, answer.text
    return answer.json()


def since(person, position, **query):
    answer = person.get("/sync", params={"since": position} | query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_state_of_somebody_new(alice):
    body = state(alice)
    expect.has_in_order(body, "position", "user", "chats")
    assert body["user"] == {"email": alice.email, "name": alice.name, "id": alice.id}
    assert body["chats"] == []


def test_the_state_shows_chats(alice, bob, chat):
    message = bob.say(chat, "Привет")
    (shown,) = state(alice)["chats"]
    assert shown["last_message"] == message
    assert (shown["id"], shown["unread"], shown["last_seq"], shown["member_count"]) == (chat, 1, 1, 2)
    assert [member["id"] for member in shown["members"]] == sorted([alice.id, bob.id])


def test_nothing_has_happened(alice):
    position = state(alice)["position"]
    assert since(alice, position) == {"events": [], "position": position, "more": False, "reset": False}


def test_what_has_happened_comes_in_order(alice, bob, chat):
    position = state(alice)["position"]
    sent = [bob.say(chat, str(number))["id"] for number in range(7)]
    seen, more = [], True
    while more:
        answer = since(alice, position, limit=3)
        assert len(answer["events"]) <= 3
        seen += [event["id"] for event in answer["events"] if event["type"] == "message"]
        position, more = answer["position"], answer["more"]
    assert seen == sent
    assert position == state(alice)["position"]


def test_events_are_the_frames_of_sockets(alice, bob, chat):
    position = state(alice)["position"]
    with alice.connect(chat) as socket:
        bob.say(chat, "Привет")
        frame = socket.receive()
    assert since(alice, position)["events"] == [frame]


def test_a_chat_that_came_and_one_that_went(alice, bob):
    group = alice.create_group([bob.id])
    position = state(bob)["position"]
    alice.request("DELETE", f"/chats/{group}/members/{bob.id}")
    chat = alice.create_private(bob)
    events = since(bob, position)["events"]
    assert [(event["type"], event.get("chat_id")) for event in events[:1]] == [("chat_removed", group)]
    assert events[1]["type"] == "chat_added"
    assert events[1]["chat"]["id"] == chat


def test_a_body_takes_what_a_query_takes(alice, bob, chat):
    position = state(alice)["position"]
    bob.say(chat, "Привет")
    assert alice.post("/sync", json={"since": position}).json() == since(alice, position)


def test_a_position_of_another_database_is_reset(alice):
    foreign = "0123456789abcdef0123456789abcdef-1"
    assert since(alice, foreign) == {"events": [], "position": None, "more": False, "reset": True}


@pytest.mark.parametrize("position", ["", "yesterday", "-", "a-b-c", "a--1"])
def test_a_position_is_one_that_was_given_out(alice, position):
    answer = alice.get("/sync", params={"since": position})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "since"]


@pytest.mark.parametrize("limit", [0, 1001, "x"])
def test_a_reply_has_1_to_1000_events(alice, limit):
    answer = alice.get("/sync", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "limit"]


def test_a_token_is_needed(server):
    assert server.http.get("/sync").status_code == 401
