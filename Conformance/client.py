"""The server under test as its clients see it: people who send requests and open sockets."""

import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
from websockets.sync.client import connect

import tokens

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PATIENCE = 15


class Server:
    """One server. When strict, every answer is also held to what no answer may do: fail with 5xx or lack a code."""

    def __init__(self, base_url, secret, strict):
        self.base_url = base_url.rstrip("/")
        self.secret = secret
        self.strict = strict
        hooks = {"response": [check_answer]} if strict else {}
        self.http = httpx.Client(base_url=self.base_url, timeout=PATIENCE, event_hooks=hooks)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()

    @property
    def address(self):
        url = httpx.URL(self.base_url)
        return url.host, url.port or 80

    def socket_url(self, path):
        return "ws" + self.base_url.removeprefix("http") + path

    def register(self, name="Somebody", password="secretpassword"):
        email = f"{uuid.uuid4().hex}@example.com"
        answer = self.http.post("/register", json={"email": email, "name": name, "password": password})
        assert answer.status_code == 201, answer.text
        return Person(self, answer.json()["id"], email, name, password)

    def sign(self, claims):
        return tokens.sign(claims, self.secret)

    def is_alive(self):
        """Whether a new connection is served. The original has no /health, so any answer to it will do."""
        status = httpx.get(f"{self.base_url}/health", timeout=PATIENCE).status_code
        return status == 200 if self.strict else status < 500


def check_answer(response):
    response.read()
    assert response.status_code < 500, f"{response.request.method} {response.request.url}: {response.text}"
    if response.status_code < 400 or response.request.method in ("HEAD", "OPTIONS"):
        return
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert body["detail"]
    assert CODE.fullmatch(body["code"]), body


@dataclass(frozen=True)
class Person:
    """A registered user with a token."""

    server: Server = field(repr=False)
    id: int
    email: str
    name: str
    password: str = field(repr=False)

    @property
    def claims(self):
        return {"sub": self.email, "user_id": self.id, "exp": tokens.in_hours(1)}

    @property
    def token(self):
        return self.server.sign(self.claims)

    @property
    def authorization(self):
        return {"Authorization": f"Bearer {self.token}"}

    def request(self, method, path, headers=None, **options):
        return self.server.http.request(method, path, headers=self.authorization | (headers or {}), **options)

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, **options):
        return self.request("POST", path, **options)

    def create_private(self, other):
        return self.create_chat({"name": "Чат", "chat_type": "private", "member_ids": [other.id]})

    def create_group(self, member_ids):
        return self.create_chat({"name": "Группа", "chat_type": "group", "member_ids": member_ids})

    def create_chat(self, body):
        answer = self.post("/chats", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["id"]

    def say(self, chat, text, **more):
        answer = self.post(f"/chats/{chat}/messages", json={"text": text} | more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def read(self, chat):
        answer = self.get(f"/chats/{chat}/messages")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def connect(self, chat, **options):
        return Socket(self.server.socket_url(f"/ws/{chat}?token={self.token}"), **options)


class Socket:
    """One WebSocket of one chat. Its frames are dictionaries."""

    def __init__(self, url, **options):
        self.connection = connect(url, open_timeout=PATIENCE, max_size=None, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def send(self, **frame):
        self.send_raw(json.dumps(frame))

    def send_raw(self, data, **options):
        self.connection.send(data, **options)

    def say(self, text, **more):
        self.send(type="message", text=text, **more)

    def receive(self):
        data = self.connection.recv(timeout=PATIENCE)
        assert isinstance(data, str), "the server sends text frames only"
        return json.loads(data)

    def mark(self):
        """Says something unique; once its echo is here, every earlier frame of this socket has been dealt with."""
        text = f"mark {uuid.uuid4()}"
        self.say(text)
        return text

    def until(self, text):
        """The frames that came before the message with this text."""
        frames = []
        while (frame := self.receive()).get("text") != text:
            frames.append(frame)
        return frames

    def pending(self):
        """The frames that the server has sent up to now."""
        return self.until(self.mark())


def at_once(calls):
    """The results of the calls, all made at the same time."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def escaped(body):
    """Request options for a JSON body written with escapes alone, so that it can hold a lone surrogate."""
    return {"content": json.dumps(body), "headers": {"Content-Type": "application/json"}}
