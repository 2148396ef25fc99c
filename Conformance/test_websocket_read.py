"""Section 8: read receipts."""

import json

import pytest

from samples import MAX_INT32

NO_IDS = [None, 0, -1, MAX_INT32]
BAD_IDS = ["1", "", True, [1], {}, 1.5, 1e300, MAX_INT32 + 1, 2**63, 10**30]


def read(socket, message_id):
    """Marks a message as read and waits until the server has dealt with it."""
    socket.send(type="read", message_id=message_id)
    return socket.mark()


def receipts(frames):
    return [(frame["message_id"], frame["reader_id"]) for frame in frames if frame["type"] == "read"]


def test_the_author_hears_that_a_message_was_read(alice, bob, chat):
    with alice.connect(chat) as author, bob.connect(chat) as reader:
        author.say("read me")
        message_id = reader.receive()["id"]
        mark = read(reader, message_id)
        assert reader.until(mark) == []
        assert author.receive()["text"] == "read me"
        assert author.receive() == {"type": "read", "message_id": message_id, "reader_id": bob.id}


def test_a_message_of_http_can_be_read(alice, bob, chat):
    message = alice.say(chat, "read me")
    with alice.connect(chat) as author, bob.connect(chat) as reader:
        mark = read(reader, message["id"])
        assert receipts(author.until(mark)) == [(message["id"], bob.id)]


def test_every_connection_of_the_author_hears_it(alice, bob, chat):
    message = alice.say(chat, "read me")
    with alice.connect(chat) as first, alice.connect(chat) as second, bob.connect(chat) as reader:
        mark = read(reader, message["id"])
        assert receipts(first.until(mark)) == receipts(second.until(mark)) == [(message["id"], bob.id)]


def test_nobody_else_hears_it(alice, bob, carol, group):
    message = alice.say(group, "read me")
    with bob.connect(group) as reader, bob.connect(group) as other, carol.connect(group) as bystander:
        mark = read(reader, message["id"])
        assert reader.until(mark) == other.until(mark) == bystander.until(mark) == []


def test_the_author_hears_it_once(alice, bob, chat):
    message = alice.say(chat, "read me")
    with alice.connect(chat) as author, bob.connect(chat) as reader:
        read(reader, message["id"])
        mark = read(reader, message["id"])
        assert receipts(author.until(mark)) == [(message["id"], bob.id)]


def test_the_author_hears_it_once_whatever_the_connection(alice, bob, chat):
    message = alice.say(chat, "read me")
    with alice.connect(chat) as author:
        for _ in range(2):
            with bob.connect(chat) as reader:
                mark = read(reader, message["id"])
                reader.until(mark)
        assert receipts(author.until(mark)) == [(message["id"], bob.id)]


def test_each_message_is_read_for_itself(alice, bob, chat):
    messages = [alice.say(chat, str(number)) for number in range(3)]
    with alice.connect(chat) as author, bob.connect(chat) as reader:
        for message in messages:
            mark = read(reader, message["id"])
        assert receipts(author.until(mark)) == [(message["id"], bob.id) for message in messages]


def test_both_sides_of_a_chat_read(alice, bob, chat):
    first, second = alice.say(chat, "one"), bob.say(chat, "two")
    with alice.connect(chat) as of_alice, bob.connect(chat) as of_bob:
        mark = read(of_bob, first["id"])
        assert receipts(of_alice.until(mark)) == [(first["id"], bob.id)]
        of_bob.until(mark)
        mark = read(of_alice, second["id"])
        assert receipts(of_bob.until(mark)) == [(second["id"], alice.id)]


def test_reading_leaves_the_message_as_it_was(alice, bob, chat):
    message = alice.say(chat, "read me")
    with bob.connect(chat) as reader:
        reader.until(read(reader, message["id"]))
    assert alice.read(chat)[0] == message


@pytest.mark.parametrize("message_id", NO_IDS, ids=json.dumps)
def test_an_unknown_message_is_met_with_silence(alice, chat, message_id):
    with alice.connect(chat) as socket:
        assert socket.until(read(socket, message_id)) == []


def test_a_missing_id_is_met_with_silence(alice, chat):
    with alice.connect(chat) as socket:
        socket.send(type="read")
        assert socket.pending() == []


@pytest.mark.corrected
@pytest.mark.parametrize("message_id", BAD_IDS, ids=json.dumps)
def test_a_bad_id_does_not_end_the_connection(alice, chat, message_id):
    with alice.connect(chat) as socket:
        frames = socket.until(read(socket, message_id))
    assert [frame["type"] for frame in frames] in ([], ["error"])


@pytest.mark.corrected
def test_a_message_of_another_chat_cannot_be_read(alice, bob, carol, chat, group):
    message = alice.say(chat, "private")
    with alice.connect(chat) as author, alice.connect(group) as author_in_group, carol.connect(group) as stranger:
        mark = read(stranger, message["id"])
        assert receipts(author_in_group.until(mark)) == []
        with bob.connect(chat) as reader:
            mark = read(reader, message["id"])
            assert receipts(author.until(mark)) == [(message["id"], bob.id)]
