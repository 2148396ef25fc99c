"""Section 8: frames that are odd, and the life of a connection."""

import json

import pytest
from websockets.exceptions import ConnectionClosed

from client import CODE
from samples import TOO_LONG_TEXTS, UNSTORABLE

IGNORED = [
    {},
    {"type": "typing"},
    {"type": ""},
    {"type": "MESSAGE", "text": "x"},
    {"type": "message ", "text": "x"},
    {"type": None, "text": "x"},
    {"type": 5},
    {"type": True},
    {"type": ["message"], "text": "x"},
    {"type": {"message": 1}},
    {"text": "no type"},
    {"Type": "message", "text": "x"},
    {"message_id": 1},
]

MALFORMED = [
    "",
    " ",
    "hello",
    "{",
    '{"type":"message","text":"x"',
    '{"type":"message","text":"x"} x',
    "{'type':'message','text':'x'}",
    '{"type":"message","text":"x",}',
    '{"type":"message","text":"\t"}',
    '{"type":"message","text":"\\x"}',
    "[]",
    '[{"type":"message","text":"x"}]',
    '"x"',
    "5",
    "1e400",
    "NaN",
    "null",
    "true",
    "[" * 5000,
    '{"a":' * 5000,
]

BAD_TEXTS = [None, 5, 1.5, True, [], {}, "", *UNSTORABLE]


def is_error(frame):
    assert frame["type"] == "error"
    assert CODE.fullmatch(frame["code"])
    assert frame["detail"]


@pytest.mark.parametrize("frame", IGNORED, ids=json.dumps)
def test_another_type_is_ignored(alice, chat, frame):
    with alice.connect(chat) as socket:
        socket.send(**frame)
        assert socket.pending() == []


@pytest.mark.corrected
@pytest.mark.parametrize("data", MALFORMED, ids=lambda data: ascii(data)[:40])
def test_a_malformed_frame_gets_an_error(alice, chat, data):
    with alice.connect(chat) as socket:
        socket.send_raw(data)
        is_error(socket.receive())
        assert socket.pending() == []
    assert len(alice.read(chat)) == 1


@pytest.mark.corrected
@pytest.mark.parametrize("data", [b"", b"\0\xff", b'{"type":"message","text":"x"}', b"x" * 70000], ids=len)
def test_a_binary_frame_gets_an_error(alice, chat, data):
    with alice.connect(chat) as socket:
        socket.send_raw(data)
        is_error(socket.receive())
        assert socket.pending() == []


@pytest.mark.corrected
@pytest.mark.parametrize("text", BAD_TEXTS, ids=lambda text: ascii(text))
def test_a_bad_text_gets_an_error(alice, chat, text):
    with alice.connect(chat) as socket:
        socket.say(text)
        is_error(socket.receive())
        assert socket.pending() == []
    assert len(alice.read(chat)) == 1


@pytest.mark.corrected
def test_a_missing_text_gets_an_error_each_time(alice, chat):
    with alice.connect(chat) as socket:
        for _ in range(3):
            socket.send(type="message")
            is_error(socket.receive())
        assert socket.pending() == []


@pytest.mark.corrected
@pytest.mark.parametrize("text", TOO_LONG_TEXTS)
def test_a_long_text_gets_an_error(alice, chat, text):
    with alice.connect(chat) as socket:
        socket.say(TOO_LONG_TEXTS[text])
        is_error(socket.receive())
        assert socket.pending() == []


@pytest.mark.corrected
@pytest.mark.parametrize("client_id", [5, True, [], {}, "", "x" * 129, "\0"], ids=lambda value: ascii(value)[:20])
def test_a_bad_client_message_id_gets_an_error(alice, chat, client_id):
    with alice.connect(chat) as socket:
        socket.say("hello", client_message_id=client_id)
        is_error(socket.receive())
        assert socket.pending() == []


@pytest.mark.corrected
def test_a_client_message_id_stands_for_one_text(alice, chat):
    with alice.connect(chat) as socket:
        socket.say("one", client_message_id="same")
        socket.receive()
        socket.say("two", client_message_id="same")
        is_error(socket.receive())
        assert socket.pending() == []
    assert alice.read(chat)[0]["text"] == "one"


@pytest.mark.corrected
def test_only_the_sender_sees_the_error(alice, bob, chat):
    with alice.connect(chat) as clumsy, bob.connect(chat) as other:
        clumsy.send_raw("nonsense")
        is_error(clumsy.receive())
        mark = clumsy.mark()
        assert other.until(mark) == []


@pytest.mark.corrected
def test_errors_are_texts_of_the_clients_language(alice, chat):
    with alice.connect(chat, additional_headers={"Accept-Language": "en"}) as socket:
        socket.send_raw("nonsense")
        english = socket.receive()
    with alice.connect(chat) as socket:
        socket.send_raw("nonsense")
        russian = socket.receive()
    assert english["code"] == russian["code"]
    assert english["detail"].isascii()
    assert not russian["detail"].isascii()


def test_text_that_is_not_utf8_ends_the_connection_with_1007_or_gets_an_error(alice, chat):
    with alice.connect(chat) as socket:
        socket.send_raw(b'{"type":"message","text":"\xff"}', text=True)
        try:
            is_error(socket.receive())
        except ConnectionClosed:
            pass
        assert socket.connection.close_code in (None, 1007)
    assert alice.read(chat) == []


def test_a_ping_is_answered(alice, chat):
    with alice.connect(chat) as socket:
        assert socket.connection.ping(b"payload").wait(15)
        assert socket.pending() == []


def test_an_unasked_pong_does_no_harm(alice, chat):
    with alice.connect(chat) as socket:
        socket.connection.pong(b"unasked")
        assert socket.pending() == []


@pytest.mark.parametrize("code", [1000, 1001, 3000, 4999])
def test_a_close_is_answered_in_kind(alice, chat, code):
    with alice.connect(chat) as socket:
        socket.connection.close(code, "bye")
        with pytest.raises(ConnectionClosed) as closed:
            socket.connection.recv(timeout=15)
    assert closed.value.rcvd.code == code


def test_a_chat_outlives_its_connections(alice, bob, chat):
    for person in (alice, bob, alice):
        with person.connect(chat) as socket:
            assert socket.pending() == []
    assert len(alice.read(chat)) == 3


def test_a_lost_connection_does_not_disturb_the_others(alice, bob, chat):
    with alice.connect(chat) as stays:
        bob.connect(chat).connection.close_socket()
        assert stays.pending() == []
