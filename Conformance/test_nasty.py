"""Requests that no decent client sends. They are refused, and the server serves the next client."""

import ssl
from contextlib import ExitStack

import pytest

from samples import cases
from wire import BINARY, CLOSE, CONTINUATION, PING, TEXT, Wire, frame, request, upgrade

HUNG_UP = None
BAD = {400, 404, 405, 408, 411, 413, 414, 415, 417, 422, 426, 431, 501, 505}

JSON = {"content_type": "application/json"}
MIB = 1024 * 1024


def head(line, *headers):
    return "\r\n".join([line, *headers, "", ""]).encode("latin-1")


def login(body, **headers):
    return request("POST", "/login", body, **(JSON | headers))


def chunked(chunks):
    return request("POST", "/login", **JSON, transfer_encoding="chunked", content_length=None) + chunks


# What each request may be answered with; a server may also hang up on what is not HTTP.
BROKEN_HTTP = {
    "no request line": b"\r\n\r\n\r\n\r\n",
    "one word": head("HELLO"),
    "no version": head("GET /nope", "host: localhost"),
    "a bad version": head("GET /nope HTTP/9.9", "host: localhost"),
    "a bad protocol": head("GET /nope SPDY/1.1", "host: localhost"),
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a method with symbols": head("G<>T /nope HTTP/1.1", "host: localhost"),
    "spaces in the target": head("GET /hea lth HTTP/1.1", "host: localhost"),
    "a raw byte in the target": b"GET /\xff\xfe HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "NUL in the target": b"GET /\0 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "a header without a colon": head("GET /nope HTTP/1.1", "host: localhost", "nonsense"),
    "a header without a name": head("GET /nope HTTP/1.1", "host: localhost", ": value"),
    "a space before the colon": head("GET /nope HTTP/1.1", "host: localhost", "name : value"),
    "NUL in a header": head("GET /nope HTTP/1.1", "host: localhost", "name: a\0b"),
    "a lone CR in a header": head("GET /nope HTTP/1.1", "host: localhost", "name: a\rb: c"),
    "a huge header": head("GET /nope HTTP/1.1", "host: localhost", "name: " + "x" * MIB),
    "very many headers": head("GET /nope HTTP/1.1", "host: localhost", *[f"name-{n}: x" for n in range(20000)]),
    "a huge target": head("GET /" + "x" * MIB + " HTTP/1.1", "host: localhost"),
    "a huge method": head("X" * 100_000 + " / HTTP/1.1", "host: localhost"),
    "a TLS greeting": None,
    "random bytes": bytes(range(256)) * 64,
    "zeros": b"\0" * 4096,
    "a negative length": login(b"{}", content_length=-1),
    "a length in words": login(b"{}", content_length="two"),
    "a length with a sign": login(b"{}", content_length="+2"),
    "a huge length": login(b"{}", content_length="9" * 30),
    "two lengths": head("POST /login HTTP/1.1", "host: localhost", "content-length: 2", "content-length: 3") + b"{}",
    "a bad chunk size": chunked(b"xyz\r\n{}\r\n0\r\n\r\n"),
    "a huge chunk size": chunked(b"F" * 30 + b"\r\n{}\r\n0\r\n\r\n"),
    "a negative chunk size": chunked(b"-2\r\n{}\r\n0\r\n\r\n"),
    "a chunk without an end": chunked(b"2\r\n{}xx0\r\n\r\n"),
    "a truncated body": login(b'{"email":', content_length=100),
    "a truncated chunk": chunked(b"50\r\n{}"),
    "an unknown transfer encoding": request("POST", "/login", b"{}", **JSON, transfer_encoding="sorcery"),
}

STRANGE_REQUESTS = {
    "TRACE": request("TRACE", "/me"),
    "CONNECT": head("CONNECT example.org:443 HTTP/1.1", "host: example.org"),
    "an unknown method": request("BREW", "/me"),
    "a lower case method": request("get", "/me"),
    "OPTIONS *": request("OPTIONS", "*"),
    "HEAD": request("HEAD", "/nope"),
    "a GET with a body": request("GET", "/nope", b'{"a":1}'),
    "a trailing dot-dot": request("GET", "/docs/../../../etc/passwd"),
    "an encoded dot-dot": request("GET", "/%2e%2e/%2e%2e/etc/passwd"),
    "an encoded slash": request("GET", "/..%2f..%2fetc%2fpasswd"),
    "a backslash": request("GET", "/..\\..\\etc\\passwd"),
    "an encoded NUL": request("GET", "/%00"),
    "an encoded line end": request("GET", "/%0d%0aset-cookie:%20x=1"),
    "an encoded byte that is not UTF-8": request("GET", "/%FF%FE"),
    "half an escape": request("GET", "/%"),
    "a wrong escape": request("GET", "/%zz"),
    "a doubly encoded path": request("GET", "/%2563hats"),
    "many slashes": request("GET", "/nope" + "/" * 2000),
    "many parameters": request("GET", "/nope?" + "&".join(f"p{n}={n}" for n in range(1000))),
    "another host": request("GET", "/nope", host="evil.example"),
    "a foreign absolute target": request("GET", "http://evil.example/nope"),
    "an Expect that nobody knows": request("POST", "/login", b"{}", **JSON, expect="miracles"),
    "an upgrade to something else": request("GET", "/nope", upgrade="h2c", connection="Upgrade"),
}

PATHS = [
    "/history/%00",
    "/history/%FF",
    "/history/1%2F2",
    "/history/%F0%9F%91%8B",
    "/history/1%00",
    "/history/" + "9" * 400,
    "/history/" + "9" * 5000,
    "/history/-",
    "/history/+",
    "/history/1__0",
    "/history/%D9%A1",
    "/history/1?limit=%FF",
    "/history/1?limit=%00",
    "/history/1?limit=1&limit=x",
    "/history/1?offset=" + "9" * 5000,
    "/chats/%00/messages",
    "/chats/1%2F2/messages",
    "/chats//messages",
    "/chats/../me/x",
]

BODIES = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "NUL": b"\0",
    "a byte order mark": b'\xef\xbb\xbf{"text":"x"',
    "UTF-16": '{"text":"x"'.encode("utf-16"),
    "not UTF-8": b'{"text":"\x80"}',
    "an overlong encoding": b'{"text":"\xc0\xaf"}',
    "an encoded surrogate": b'{"text":"\xed\xa0\x80"}',
    "beyond Unicode": b'{"text":"\xf4\x90\x80\x80"}',
    "10,000 open brackets": b"[" * 10_000,
    "10,000 open braces": b'{"text":' * 10_000,
    "10,000 closed brackets": b"[" * 10_000 + b"]" * 10_000,
    "brackets in a field": b'{"text":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "1e400": b'{"text":1e400}',
    "NaN": b'{"text":NaN}',
    "Infinity": b'{"text":-Infinity}',
    "a number of 10,000 digits": b'{"text":' + b"9" * 10_000 + b"}",
    "a half escape": b'{"text":"\\u12"}',
    "a bad escape": b'{"text":"\\q"}',
    "a raw line end": b'{"text":"a\nb"}',
    "a comment": b'{"text":"x"/* */}',
    "single quotes": b"{'text':'x'}",
    "no quotes": b"{text:x}",
    "XML": b"<text>x</text>",
}

UNSTORABLE_MEMBERS = ["1e400", "-1e400", "NaN", "Infinity", "9" * 30, "-" + "9" * 30]
ODD_MEMBERS = [*UNSTORABLE_MEMBERS, "1e19", "9" * 5000, "1.0000001"]

HANDSHAKES = {
    "no key": {"sec_websocket_key": None},
    "an empty key": {"sec_websocket_key": ""},
    "a short key": {"sec_websocket_key": "c2hvcnQ="},
    "a key that is not base64": {"sec_websocket_key": "!" * 24},
    "no version": {"sec_websocket_version": None},
    "an old version": {"sec_websocket_version": "8"},
    "a version in words": {"sec_websocket_version": "new"},
}

# Frames that break RFC 6455.
BROKEN_FRAMES = {
    "an unmasked frame": frame(TEXT, b'{"type":"x"}', masked=False),
    "opcode 3": frame(3, b"x"),
    "opcode 11": frame(11, b"x"),
    "RSV2": frame(TEXT, b"{}", first_bits=0x80 | 0x20),
    "RSV1 without compression": frame(TEXT, b"{}", first_bits=0x80 | 0x40),
    "an end without a beginning": frame(CONTINUATION, b"{}"),
    "a beginning within a message": frame(TEXT, b"{", first_bits=0) + frame(TEXT, b"}"),
    "a long ping": frame(PING, b"x" * 126),
    "a ping in pieces": frame(PING, b"x", first_bits=0),
    "a long close": frame(CLOSE, b"\x03\xe8" + b"x" * 124),
    "a close of one byte": frame(CLOSE, b"\x03"),
    "close code 0": frame(CLOSE, b"\0\0"),
    "close code 1005": frame(CLOSE, b"\x03\xed"),
    "a close reason that is not UTF-8": frame(CLOSE, b"\x03\xe8\xff"),
    "17 MiB announced": frame(TEXT, length=17 * MIB),
    "17 MiB of binary announced": frame(BINARY, length=17 * MIB),
    "all that 63 bits can announce": frame(TEXT, length=2**63 - 1),
    "more than 63 bits can announce": frame(TEXT, length=2**64 - 1),
}


@pytest.fixture(autouse=True)
def afterwards_the_server_lives(server):
    yield
    assert server.is_alive()


def status_of(server, data, then_finish=False):
    """The status of the answer to these bytes, or None if the server hangs up on them."""
    with Wire(server.address) as wire:
        try:
            wire.send(data)
            if then_finish:
                wire.finish_sending()
            return wire.answer().status
        except (ConnectionError, OSError):
            return HUNG_UP


def tls_greeting():
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    greeting = ssl.create_default_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
    with pytest.raises(ssl.SSLWantReadError):
        greeting.do_handshake()
    return outgoing.read()


@pytest.mark.parametrize("name", BROKEN_HTTP)
def test_broken_http_is_refused(server, name):
    data = BROKEN_HTTP[name] or tls_greeting()
    assert status_of(server, data, then_finish=True) in BAD | {HUNG_UP}


@pytest.mark.parametrize("name", cases(STRANGE_REQUESTS, "an encoded NUL"))
def test_a_strange_request_is_refused(server, name):
    assert status_of(server, STRANGE_REQUESTS[name]) in BAD | {401}


@pytest.mark.parametrize("path", cases(PATHS, "/history/" + "9" * 400), ids=lambda path: path[:30])
def test_a_strange_path_is_refused(server, visitor, path):
    data = request("GET", path, authorization=f"Bearer {visitor.token}")
    assert status_of(server, data) in BAD | {403}


@pytest.mark.parametrize("name", cases(BODIES, "an encoded surrogate", "1e400", "NaN", "Infinity"))
@pytest.mark.parametrize("path", ["/register", "/login", "/chats", "/chats/1/messages"])
def test_a_strange_body_is_refused(server, visitor, path, name):
    data = request("POST", path, BODIES[name], **JSON, authorization=f"Bearer {visitor.token}")
    assert status_of(server, data) in {400, 413, 422}


@pytest.mark.parametrize("member", cases(ODD_MEMBERS, *UNSTORABLE_MEMBERS), ids=lambda member: member[:20])
def test_a_strange_member_is_refused(server, visitor, member):
    body = f'{{"name":"x","chat_type":"group","member_ids":[{member}]}}'.encode()
    data = request("POST", "/chats", body, **JSON, authorization=f"Bearer {visitor.token}")
    assert status_of(server, data) in {400, 404, 422}


@pytest.mark.parametrize(
    "body", [b'{"text":"a","text":"b"}', b'{"text":"a","x":' + b"[" * 200 + b"]" * 200 + b"}"], ids=len
)
def test_a_strange_body_may_be_understood(server, visitor, visited_chat, body):
    data = request("POST", f"/chats/{visited_chat}/messages", body, **JSON, authorization=f"Bearer {visitor.token}")
    assert status_of(server, data) in {200, 400, 422}


def test_two_lengths_of_one_body_do_not_smuggle_a_request(server):
    smuggled = request("GET", "/docs")
    data = request("POST", "/login", b"0\r\n\r\n" + smuggled, **JSON, transfer_encoding="chunked")
    with Wire(server.address) as wire:
        wire.send(data)
        wire.finish_sending()
        try:
            assert wire.answer().status in BAD
            assert wire.answer().status != 200
        except ConnectionError:
            pass


def test_a_client_that_leaves_early_does_no_harm(server, visitor):
    for _ in range(20):
        with Wire(server.address) as wire:
            wire.send(request("GET", "/chats", authorization=f"Bearer {visitor.token}"))


def test_clients_that_say_nothing_do_no_harm(server):
    with ExitStack() as stack:
        for _ in range(50):
            stack.enter_context(Wire(server.address))
        assert server.is_alive()


@pytest.mark.parametrize("name", HANDSHAKES)
def test_a_broken_handshake_is_refused(server, visitor, visited_chat, name):
    data = upgrade(f"/ws/{visited_chat}?token={visitor.token}", **HANDSHAKES[name])
    assert status_of(server, data) in BAD


@pytest.mark.parametrize("name", BROKEN_FRAMES)
def test_a_broken_frame_ends_its_connection_alone(server, visitor, visited_chat, name):
    with Wire(server.address) as wire, visitor.connect(visited_chat) as bystander:
        wire.send(upgrade(f"/ws/{visited_chat}?token={visitor.token}"))
        assert wire.answer().status == 101
        wire.send(BROKEN_FRAMES[name])
        assert wire.close_code() in (None, 1002, 1007, 1009)
        assert bystander.pending() == []


def test_17_mib_are_refused_with_1009(server, visitor, visited_chat):
    with Wire(server.address) as wire:
        wire.send(upgrade(f"/ws/{visited_chat}?token={visitor.token}"))
        assert wire.answer().status == 101
        wire.send(BROKEN_FRAMES["17 MiB announced"])
        assert wire.close_code() == 1009
