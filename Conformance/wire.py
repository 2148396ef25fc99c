"""One TCP connection, for requests that no HTTP library would send."""

import os
import socket
import struct
from typing import NamedTuple

PATIENCE = 15

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


class Wire:
    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=PATIENCE)
        self.reader = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.reader.close()
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def finish_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def answer(self):
        """The next answer. Fails with ConnectionError when the server hangs up instead."""
        status = self.line().split(b" ", 2)
        headers = {}
        while line := self.line():
            name, value = line.decode("latin-1").split(":", 1)
            headers[name.lower()] = value.strip()
        return Answer(int(status[1]), headers, self.body(int(status[1]), headers))

    def frame(self):
        """The next WebSocket frame: its opcode and its payload."""
        first, length = self.exactly(2)
        if length >= 126:
            size = 2 if length == 126 else 8
            length = int.from_bytes(self.exactly(size))
        return first & 15, self.exactly(length)

    def close_code(self):
        """The code of the close frame that ends the connection, or None if it ends without one."""
        try:
            while (frame := self.frame())[0] != CLOSE:
                pass
        except ConnectionError:
            return None
        return int.from_bytes(frame[1][:2])

    def body(self, status, headers):
        if status < 200 or status in (204, 304):
            return b""
        if headers.get("transfer-encoding") == "chunked":
            return b"".join(iter(self.chunk, b""))
        return self.reader.read(int(headers.get("content-length", 0)))

    def chunk(self):
        data = self.reader.read(int(self.line(), 16))
        self.line()
        return data

    def exactly(self, count):
        data = self.reader.read(count)
        if len(data) < count:
            raise ConnectionError("the server closed the connection")
        return data

    def line(self):
        line = self.reader.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("the server closed the connection")
        return line.rstrip(b"\r\n")


def request(method, path, body=b"", **headers):
    """The bytes of a request; a header's underscores are dashes."""
    fields = {"host": "localhost", "content_length": len(body)} | headers
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def upgrade(path, **headers):
    """The bytes of a WebSocket handshake."""
    fields = {
        "upgrade": "websocket",
        "connection": "Upgrade",
        "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec_websocket_version": "13",
        "content_length": None,
    }
    return request("GET", path, **(fields | headers))


def frame(opcode, payload=b"", first_bits=0x80, masked=True, length=None):
    """The bytes of a WebSocket frame, whose header may announce another length than the payload's."""
    mask = os.urandom(4) if masked else b""
    if masked:
        payload = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
    return bytes([first_bits | opcode]) + announced(len(payload) if length is None else length, masked) + mask + payload


def announced(length, masked):
    bit = 0x80 if masked else 0
    if length < 126:
        return bytes([bit | length])
    return struct.pack("!BH", bit | 126, length) if length < 65536 else struct.pack("!BQ", bit | 127, length)
