"""Section 8: who may open a WebSocket."""

import pytest
from websockets.exceptions import InvalidStatus

import tokens
from client import Socket
from samples import HUGE_IDS, UNKNOWN_IDS
from test_tokens import FORGERIES, ODD_USER_IDS

BAD_CHAT_IDS = ["abc", "1.5", "x1", "%20", "null", "1e1"]
UNKNOWN_PATHS = ["/nope", "/", "/ws/1/x", "/ws/x/y", "/chats/1/messages", "/me", "/docs"]


def refusal(server, path):
    """The status of a refused handshake."""
    with pytest.raises(InvalidStatus) as refused:
        Socket(server.socket_url(path))
    return refused.value.response.status_code


def refusal_of(server, chat, token):
    return refusal(server, f"/ws/{chat}?token={token}")


@pytest.mark.parametrize("kind", ["chat", "group"])
def test_every_member_may_open_a_socket(request, alice, bob, kind):
    chat = request.getfixturevalue(kind)
    for person in (alice, bob):
        with person.connect(chat) as socket:
            assert socket.connection.response.status_code == 101
            assert socket.pending() == []


def test_the_server_chooses_no_subprotocol(alice, chat):
    with alice.connect(chat, subprotocols=["chat"]) as socket:
        assert socket.connection.subprotocol is None
        assert socket.pending() == []


def test_a_client_may_do_without_compression(alice, chat):
    with alice.connect(chat, compression=None) as socket:
        assert "sec-websocket-extensions" not in socket.connection.response.headers
        assert socket.pending() == []


def test_a_token_of_the_login_opens_a_socket(server, alice, chat):
    login = {"email": alice.email, "password": alice.password}
    token = server.http.post("/login", json=login).json()["access_token"]
    with Socket(server.socket_url(f"/ws/{chat}?token={token}")) as socket:
        assert socket.pending() == []


def test_other_parameters_are_ignored(server, alice, chat):
    with Socket(server.socket_url(f"/ws/{chat}?a=1&token={alice.token}&user_id=1")) as socket:
        assert socket.pending() == []


def test_an_origin_does_no_harm(alice, chat):
    with alice.connect(chat, origin="https://app.example.org") as socket:
        assert socket.pending() == []


def test_a_socket_needs_a_token(server, visited_chat):
    assert refusal(server, f"/ws/{visited_chat}") == 403
    assert refusal(server, f"/ws/{visited_chat}?access_token=x") == 403


@pytest.mark.parametrize("chat_id", BAD_CHAT_IDS)
def test_a_chat_id_is_an_integer(server, visitor, chat_id):
    assert refusal_of(server, chat_id, visitor.token) == 403


@pytest.mark.corrected
@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "%00", "%FF"])
def test_garbage_is_a_bad_token(server, visited_chat, token):
    assert refusal_of(server, visited_chat, token) == 401


@pytest.mark.corrected
@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_is_a_bad_token(server, visitor, visited_chat, forgery):
    token = FORGERIES[forgery](visitor.claims, server.secret)
    assert refusal_of(server, visited_chat, token) == 401


@pytest.mark.corrected
@pytest.mark.parametrize("field", ["sub", "user_id", "exp"])
def test_a_token_needs_all_its_claims(server, visitor, visited_chat, field):
    claims = visitor.claims
    del claims[field]
    assert refusal_of(server, visited_chat, server.sign(claims)) == 401


@pytest.mark.corrected
@pytest.mark.parametrize("user_id", ODD_USER_IDS, ids=str)
def test_an_odd_user_id_is_nobody(server, visitor, visited_chat, user_id):
    token = server.sign(visitor.claims | {"user_id": user_id})
    assert refusal_of(server, visited_chat, token) == 401


@pytest.mark.corrected
def test_the_user_must_exist(server, visited_chat, fresh_email):
    claims = {"sub": fresh_email, "user_id": 2**31 - 5, "exp": tokens.in_hours(1)}
    assert refusal_of(server, visited_chat, server.sign(claims)) == 401


@pytest.mark.corrected
def test_the_subject_must_be_the_user(server, alice, bob, chat):
    token = server.sign(alice.claims | {"sub": bob.email})
    assert refusal_of(server, chat, token) == 401


@pytest.mark.corrected
@pytest.mark.parametrize("kind", ["chat", "group"])
def test_a_stranger_is_refused(server, request, kind):
    chat = request.getfixturevalue(kind)
    assert refusal_of(server, chat, server.register().token) == 403


@pytest.mark.corrected
@pytest.mark.parametrize("chat_id", UNKNOWN_IDS + HUGE_IDS)
def test_an_unknown_chat_is_like_a_strangers(server, visitor, chat_id):
    assert refusal_of(server, chat_id, visitor.token) == 403


@pytest.mark.corrected
@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_other_paths_have_no_socket(server, visitor, path):
    assert refusal(server, f"{path}?token={visitor.token}") == 404
