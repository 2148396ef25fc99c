"""Section 0: the form of answers, HTTP itself, the order of checks, malformed bodies."""

import json

import pytest

import expect
from client import escaped
from samples import NOT_OBJECTS
from wire import Wire, request

MALFORMED = {
    "{": (1, "Expecting property name enclosed in double quotes"),
    '{"email"': (8, "Expecting ':' delimiter"),
    '{"email" "a"}': (9, "Expecting ':' delimiter"),
    '{"email":': (9, "Expecting value"),
    '{"email":}': (9, "Expecting value"),
    '{"email":"a"': (12, "Expecting ',' delimiter"),
    '{"email":"a" "name":"b"}': (13, "Expecting ',' delimiter"),
    '{"email":"a",}': (13, "Expecting property name enclosed in double quotes"),
    "{'email':'a'}": (1, "Expecting property name enclosed in double quotes"),
    '{email:"a"}': (1, "Expecting property name enclosed in double quotes"),
    "[1,]": (3, "Expecting value"),
    "[1 2]": (3, "Expecting ',' delimiter"),
    "nope": (0, "Expecting value"),
    "tru": (0, "Expecting value"),
    '{"email":"a"} x': (14, "Extra data"),
    "{}{}": (2, "Extra data"),
    '"abc': (0, "Unterminated string starting at"),
    '{"имя":"Я",}': (11, "Expecting property name enclosed in double quotes"),
    "email=a&password=b": (0, "Expecting value"),
}

BODY_ROUTES = ["/register", "/login", "/chats", "/chats/1/messages"]
PROTECTED_BODY_ROUTES = ["/chats", "/chats/1/messages"]
ACCEPTED_TYPES = ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/problem+json"]
REFUSED_TYPES = [
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "text/json",
    "image/png",
]


@pytest.mark.parametrize("body", MALFORMED)
def test_a_malformed_body_is_refused_where_it_breaks(visitor, body):
    offset, error = MALFORMED[body]
    answer = visitor.post("/chats", content=body.encode(), headers={"Content-Type": "application/json"})
    expect.is_invalid(answer, expect.not_json(offset, error))


@pytest.mark.parametrize("path", BODY_ROUTES)
def test_every_route_with_a_body_refuses_malformed_json(visitor, path):
    answer = visitor.post(path, content=b"{", headers={"Content-Type": "application/json"})
    expect.is_invalid(answer, expect.not_json(*MALFORMED["{"]))


@pytest.mark.parametrize("path", BODY_ROUTES)
def test_no_body_is_a_missing_body(visitor, path):
    expect.is_invalid(visitor.post(path), expect.missing("body"))


@pytest.mark.parametrize("path", BODY_ROUTES)
def test_null_is_a_missing_body(visitor, path):
    expect.is_invalid(visitor.post(path, **escaped(None)), expect.missing("body"))


@pytest.mark.parametrize("body", NOT_OBJECTS, ids=json.dumps)
@pytest.mark.parametrize("path", BODY_ROUTES)
def test_a_body_must_be_an_object(visitor, path, body):
    expect.is_invalid(visitor.post(path, **escaped(body)), expect.not_an_object())


@pytest.mark.parametrize("path", BODY_ROUTES)
def test_a_body_must_be_utf8(visitor, path):
    answer = visitor.post(path, content=b'{"text":"\xff\xfe"}', headers={"Content-Type": "application/json"})
    expect.is_error(answer, 400, "There was an error parsing the body")


@pytest.mark.parametrize("content_type", ACCEPTED_TYPES)
def test_json_is_known_by_its_content_type(visitor, visited_chat, content_type):
    path = f"/chats/{visited_chat}/messages"
    answer = visitor.post(path, content=b'{"text":"hello"}', headers={"Content-Type": content_type})
    assert answer.status_code == 200


def test_a_body_without_content_type_is_json(visitor, visited_chat):
    answer = visitor.post(f"/chats/{visited_chat}/messages", content=b'{"text":"hello"}')
    assert "content-type" not in answer.request.headers
    assert answer.status_code == 200


@pytest.mark.parametrize("content_type", REFUSED_TYPES)
@pytest.mark.parametrize("path", BODY_ROUTES)
def test_a_body_of_another_type_is_refused(visitor, path, content_type):
    answer = visitor.post(path, content=b'{"text":"hello"}', headers={"Content-Type": content_type})
    expect.is_invalid(answer, expect.not_an_object())


@pytest.mark.parametrize("path", PROTECTED_BODY_ROUTES)
def test_the_token_is_checked_before_the_body(server, path):
    expect.is_error(server.http.post(path, json={}), 401, "Not authenticated")


@pytest.mark.parametrize("path", ["/chats/abc/messages", "/history/abc", "/history/1?limit=0", "/history/1?offset=-1"])
def test_the_token_is_checked_before_path_and_query(server, path):
    expect.is_error(server.http.get(path), 401, "Not authenticated")


@pytest.mark.parametrize("path", PROTECTED_BODY_ROUTES)
def test_malformed_json_without_a_token_is_refused(server, path):
    assert server.http.post(path, content=b"{").status_code in (401, 422)


def test_the_request_is_checked_before_membership(alice, visited_chat):
    expect.is_invalid(alice.get(f"/history/{visited_chat}?limit=0"), expect.too_small(1, "query", "limit"))
    expect.is_invalid(alice.post(f"/chats/{visited_chat}/messages", json={}), expect.missing("body", "text"))


def test_errors_of_path_query_and_body_come_together_in_this_order(visitor):
    expect.is_invalid(
        visitor.get("/history/abc?offset=-1&limit=0"),
        expect.unparsable_int("path", "chat_id"),
        expect.too_small(1, "query", "limit"),
        expect.too_small(0, "query", "offset"),
    )
    expect.is_invalid(
        visitor.post("/chats/abc/messages", json={"text": 5}),
        expect.unparsable_int("path", "chat_id"),
        expect.not_a_string("body", "text"),
    )


def test_json_is_compact_and_not_escaped(visitor, visited_chat):
    text = visitor.post(f"/chats/{visited_chat}/messages", json={"text": "Привет 👋"}).text
    assert '"text":"Привет 👋"' in text
    assert '": ' not in text
    assert '", ' not in text


def test_errors_are_compact_and_not_escaped(server):
    answer = server.http.post("/login", json={"email": "nobody@example.com", "password": "secretpassword"})
    assert '"detail":"Пользователь не найден."' in answer.text


@pytest.mark.parametrize("path", ["/me", "/chats", "/nope", "/history/abc"])
def test_answers_are_json_with_a_length_and_a_date(visitor, path):
    headers = visitor.get(path).headers
    assert headers["content-type"] == "application/json"
    assert int(headers["content-length"]) > 0
    assert headers["date"].endswith(" GMT")


def test_a_connection_serves_many_requests(server, visitor):
    with Wire(server.address) as wire:
        for _ in range(3):
            wire.send(request("GET", "/me", authorization=f"Bearer {visitor.token}"))
            assert wire.answer().status == 200


def test_an_error_does_not_end_a_connection(server, visitor):
    with Wire(server.address) as wire:
        for path, status in [("/nope", 404), ("/history/abc", 422), ("/me", 200)]:
            wire.send(request("GET", path, authorization=f"Bearer {visitor.token}"))
            assert wire.answer().status == status


def test_pipelined_requests_are_answered_in_order(server, visitor):
    paths = [("/me", 200), ("/nope", 404), ("/chats", 200), ("/history/abc", 422), ("/me", 200)]
    with Wire(server.address) as wire:
        wire.send(b"".join(request("GET", path, authorization=f"Bearer {visitor.token}") for path, _ in paths))
        assert [wire.answer().status for _ in paths] == [status for _, status in paths]


def test_connection_close_is_honoured(server, visitor):
    with Wire(server.address) as wire:
        wire.send(request("GET", "/me", authorization=f"Bearer {visitor.token}", connection="close"))
        assert wire.answer().status == 200
        assert wire.reader.read() == b""


def test_a_body_may_be_chunked(server, visitor, visited_chat):
    head = request(
        "POST",
        f"/chats/{visited_chat}/messages",
        authorization=f"Bearer {visitor.token}",
        transfer_encoding="chunked",
        content_type="application/json",
        content_length=None,
    )
    with Wire(server.address) as wire:
        wire.send(head + b'7\r\n{"text"\r\n')
        wire.send(b'A\r\n:"chunks"}\r\n0\r\n\r\n')
        answer = wire.answer()
    assert answer.status == 200
    assert json.loads(answer.body)["text"] == "chunks"


def test_a_client_may_wait_for_100_continue(server, visitor, visited_chat):
    body = b'{"text":"patient"}'
    head = request(
        "POST",
        f"/chats/{visited_chat}/messages",
        authorization=f"Bearer {visitor.token}",
        content_type="application/json",
        content_length=len(body),
        expect="100-continue",
    )
    with Wire(server.address) as wire:
        wire.send(head)
        assert wire.answer().status == 100
        wire.send(body)
        assert wire.answer().status == 200


@pytest.mark.corrected
@pytest.mark.parametrize("path", BODY_ROUTES)
def test_a_body_over_the_limit_is_refused(visitor, path):
    answer = visitor.post(path, json={"text": "x" * 1_100_000})
    assert answer.status_code == 413


@pytest.mark.corrected
def test_a_chunked_body_over_the_limit_is_refused(visitor, visited_chat):
    chunks = (b"x" * 65536 for _ in range(20))
    answer = visitor.post(f"/chats/{visited_chat}/messages", content=chunks)
    assert answer.status_code == 413
