"""Section 8: messages over WebSockets, and messages of HTTP that reach them."""

from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

import expect
from samples import TEXTS

KEYS = ["type", "id", "chat_id", "sender_id", "text", "timestamp"]
MANY = 40


def test_a_message_comes_back_to_its_sender(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("Привет 👋")
        frame = socket.receive()
    expect.has_in_order(frame, *KEYS)
    assert (frame["type"], frame["text"]) == ("message", "Привет 👋")
    assert (frame["chat_id"], frame["sender_id"]) == (chat, alice.id)
    assert frame["id"] > 0


def test_the_time_is_now_in_utc_with_a_zone(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("now")
        timestamp = socket.receive()["timestamp"]
    assert expect.AWARE_TIME.fullmatch(timestamp)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(timestamp)).total_seconds()) < 60


def test_the_times_of_frame_and_list_agree(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("now")
        timestamp = datetime.fromisoformat(socket.receive()["timestamp"])
    created_at = datetime.fromisoformat(alice.read(chat)[0]["created_at"]).replace(tzinfo=UTC)
    assert abs((timestamp - created_at).total_seconds()) < 1


def test_a_frame_is_compact_and_not_escaped(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("Привет 👋")
        assert '"text":"Привет 👋"' in socket.connection.recv(timeout=15)


def test_a_message_reaches_every_connection_of_the_chat(alice, bob, chat):
    with alice.connect(chat) as first, alice.connect(chat) as second, bob.connect(chat) as third:
        first.say("to all")
        frames = [socket.receive() for socket in (first, second, third)]
    assert frames[0] == frames[1] == frames[2]
    assert frames[0]["sender_id"] == alice.id


def test_a_message_reaches_every_member_of_a_group(alice, bob, carol, group):
    with alice.connect(group) as first, bob.connect(group) as second, carol.connect(group) as third:
        for socket, person in [(first, alice), (second, bob), (third, carol)]:
            socket.say(person.name)
            frames = [each.receive() for each in (first, second, third)]
            assert {frame["text"] for frame in frames} == {person.name}
            assert {frame["sender_id"] for frame in frames} == {person.id}


def test_a_message_stays_in_its_chat(alice, bob, chat, group):
    with alice.connect(chat) as talker, bob.connect(group) as listener:
        talker.say("private")
        talker.pending()
        assert listener.pending() == []


def test_a_message_is_stored(alice, bob, chat):
    with alice.connect(chat) as socket:
        socket.say("stored")
        frame = socket.receive()
    [message] = bob.read(chat)
    assert (message["id"], message["text"]) == (frame["id"], "stored")
    assert (message["sender_id"], message["chat_id"]) == (alice.id, chat)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_kept_as_it_is(alice, chat, text):
    with alice.connect(chat) as socket:
        socket.say(TEXTS[text])
        assert socket.receive()["text"] == TEXTS[text]
    assert alice.read(chat)[0]["text"] == TEXTS[text]


def test_nothing_can_be_spoofed(alice, bob, chat, group):
    with alice.connect(chat) as socket:
        socket.say("mine", id=1, chat_id=group, sender_id=bob.id, timestamp="2000-01-01T00:00:00+00:00")
        frame = socket.receive()
    assert (frame["chat_id"], frame["sender_id"]) == (chat, alice.id)
    assert frame["id"] != 1
    assert not frame["timestamp"].startswith("2000")


def test_messages_keep_their_order(alice, bob, chat):
    texts = [f"Сообщение {number}" for number in range(30)]
    with alice.connect(chat) as talker, bob.connect(chat) as listener:
        for text in texts:
            talker.say(text)
        frames = [listener.receive() for _ in texts]
    assert [frame["text"] for frame in frames] == texts
    assert [frame["id"] for frame in frames] == sorted(frame["id"] for frame in frames)
    assert [message["text"] for message in alice.read(chat)] == texts


@pytest.mark.corrected
def test_everybody_sees_the_same_order(alice, bob, chat):
    with alice.connect(chat) as first, bob.connect(chat) as second:
        for number in range(15):
            first.say(f"alice {number}")
            second.say(f"bob {number}")
        seen_by_first = [first.receive()["id"] for _ in range(30)]
        seen_by_second = [second.receive()["id"] for _ in range(30)]
    assert seen_by_first == seen_by_second == [message["id"] for message in alice.read(chat)]


def test_a_message_may_come_in_fragments(alice, chat):
    with alice.connect(chat) as socket:
        socket.send_raw(iter(['{"type":"mess', 'age","te', 'xt":"in pieces"}']))
        assert socket.receive()["text"] == "in pieces"


def test_keys_may_be_escaped_and_spaced(alice, chat):
    with alice.connect(chat) as socket:
        socket.send_raw(' {\n "\\u0074ype" : "message" ,\t"text" : "\\u041f\\ud83d\\udc4b" } ')
        assert socket.receive()["text"] == "П👋"


def test_who_leaves_does_not_disturb_the_others(alice, bob, chat):
    with alice.connect(chat) as stays:
        for _ in range(3):
            with bob.connect(chat) as leaves:
                leaves.pending()
                stays.receive()
        assert stays.pending() == []


def test_who_comes_late_sees_only_what_follows(alice, bob, chat):
    with alice.connect(chat) as talker:
        talker.pending()
        with bob.connect(chat) as late:
            talker.say("after")
            assert late.receive()["text"] == "after"


@pytest.mark.corrected
def test_a_message_of_http_reaches_the_sockets(alice, bob, chat):
    with alice.connect(chat) as first, bob.connect(chat) as second:
        message = alice.say(chat, "Привет 👋")
        for socket in (first, second):
            frame = socket.receive()
            expect.has_in_order(frame, *KEYS)
            assert frame["type"] == "message"
            assert {key: frame[key] for key in KEYS[1:5]} == {key: message[key] for key in KEYS[1:5]}
            assert expect.AWARE_TIME.fullmatch(frame["timestamp"])


@pytest.mark.corrected
def test_a_message_of_http_stays_in_its_chat(alice, bob, chat, group):
    with bob.connect(group) as socket:
        alice.say(chat, "private")
        assert socket.pending() == []


@pytest.mark.corrected
def test_a_client_message_id_is_echoed(alice, bob, chat):
    with alice.connect(chat) as first, bob.connect(chat) as second:
        first.say("hello", client_message_id="cid-1")
        assert first.receive()["client_message_id"] == "cid-1"
        assert second.receive()["client_message_id"] == "cid-1"
    assert alice.read(chat)[0]["client_message_id"] == "cid-1"


@pytest.mark.corrected
def test_a_client_message_id_of_http_is_echoed(alice, bob, chat):
    with bob.connect(chat) as socket:
        alice.say(chat, "hello", client_message_id="cid-1")
        assert socket.receive()["client_message_id"] == "cid-1"


@pytest.mark.corrected
def test_a_retry_gets_the_stored_message(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("once", client_message_id="retry")
        first = socket.receive()
        socket.say("once", client_message_id="retry")
        again = socket.receive()
    assert (again["type"], again["id"], again["text"]) == ("message", first["id"], "once")
    assert again["client_message_id"] == "retry"
    assert len(alice.read(chat)) == 1


@pytest.mark.corrected
def test_a_retry_may_come_another_way(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("once", client_message_id="retry")
        frame = socket.receive()
    assert alice.say(chat, "once", client_message_id="retry")["id"] == frame["id"]
    with alice.connect(chat) as socket:
        socket.say("once", client_message_id="retry")
        assert socket.receive()["id"] == frame["id"]
    assert len(alice.read(chat)) == 1


@pytest.mark.corrected
def test_many_sockets_leave_room_for_requests(alice, bob, chat):
    with ExitStack() as stack:
        sockets = [stack.enter_context((alice, bob)[number % 2].connect(chat)) for number in range(MANY)]
        text = sockets[0].mark()
        for socket in sockets:
            assert socket.until(text) == []
        assert alice.get("/me").status_code == 200
        assert len(bob.read(chat)) == 1


@pytest.mark.corrected
def test_who_does_not_read_does_not_block_the_others(alice, bob, chat):
    texts = [f"{number} ".ljust(60_000, "x") for number in range(150)]
    with bob.connect(chat, max_queue=1) as idle, alice.connect(chat) as talker, bob.connect(chat) as listener:
        for text in texts:
            talker.say(text)
            assert talker.receive()["text"] == text
            assert listener.receive()["text"] == text
        idle.connection.close_socket()
