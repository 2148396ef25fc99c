"""The server under test: the program itself, and a wire to it that can be cut."""

import contextlib
import json
import os
import random
import socket
import subprocess
import threading
import time
import uuid

import httpx
from websockets.sync.client import connect as connect_socket

PASSWORD = "correct-horse"


def free_port():
    """A port below the range that outgoing connections take theirs from."""
    while True:
        port = random.randrange(18000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class Program:
    """`messenger serve` on a data folder of its own; it can be killed and started again."""

    def __init__(self, binary, folder, port=None, secret=None):
        self.binary, self.folder = binary, folder
        self.port = port or free_port()
        self.secret = secret or uuid.uuid4().hex * 2
        self.process = None
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20)
        self.start()

    def start(self):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "JWT_SECRET_KEY": self.secret}
        log = (self.folder / "log").open("ab")
        command = [self.binary, "serve", "--port", str(self.port), "--data-dir", str(self.folder / "data")]
        self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        for _ in range(300):
            with contextlib.suppress(httpx.TransportError):
                if self.http.get("/health").status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def kill(self):
        self.process.kill()
        self.process.wait()

    def register(self, name, email=None):
        email = email or f"{uuid.uuid4().hex[:12]}@example.com"
        answer = self.http.post("/register", json={"email": email, "name": name, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        return Account(self, answer.json())


class Account:
    """Somebody known to the server, who also acts without a browser."""

    def __init__(self, program, user):
        self.program = program
        self.id, self.name, self.email = user["id"], user["name"], user["email"]
        answer = program.http.post("/login", json={"email": self.email, "password": PASSWORD})
        self.token = answer.json()["access_token"]

    def post(self, path, body):
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.program.http.post(path, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def delete(self, path):
        answer = self.program.http.delete(path, headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status_code == 204, answer.text

    def chat_with(self, *others, name=None):
        kind = "group" if name else "private"
        body = {"name": name or "Chat", "chat_type": kind, "member_ids": [other.id for other in others]}
        return self.post("/chats", body)["id"]

    def write(self, chat, text):
        return self.post(f"/chats/{chat}/messages", {"text": text, "client_message_id": uuid.uuid4().hex})

    def texts(self, chat):
        headers = {"Authorization": f"Bearer {self.token}"}
        return [m["text"] for m in self.program.http.get(f"/chats/{chat}/messages", headers=headers).json()]

    @contextlib.contextmanager
    def socket(self, chat):
        address = f"ws://127.0.0.1:{self.program.port}/ws/{chat}?token={self.token}"
        with connect_socket(address, close_timeout=1) as opened:
            yield opened

    def write_many(self, chat, texts, window=200):
        """Many messages at once, over a socket, a window of them on their way at a time."""
        texts = list(texts)
        with self.socket(chat) as opened:
            for start in range(0, len(texts), window):
                part = texts[start : start + window]
                for text in part:
                    opened.send(json.dumps({"type": "message", "text": text}))
                for _ in part:
                    opened.recv(timeout=20)


class Wire:
    """A port that leads to another one until it is cut: connections end, or, when it stalls, just say nothing."""

    def __init__(self, target):
        self.target = target
        self.is_cut = False
        self.stalled = threading.Event()
        self.upgrades = 0
        self.pairs = []
        self.listener = socket.create_server(("127.0.0.1", free_port()))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def cut(self):
        self.is_cut = True
        for pair in list(self.pairs):
            for end in pair[:2]:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self.pairs.clear()

    def mend(self):
        self.is_cut = False

    def stall(self):
        """What is open stays open and carries nothing any more; new connections are as good as ever."""
        self.stalled.set()
        self.stalled = threading.Event()

    @property
    def open_sockets(self):
        return sum(1 for pair in self.pairs if len(pair) == 3)

    def close(self):
        self.cut()
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                inner, _ = self.listener.accept()
                if self.is_cut:
                    inner.close()
                    continue
                try:
                    outer = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    inner.close()
                    continue
                pair = [inner, outer]
                self.pairs.append(pair)
                for source, sink in ((inner, outer), (outer, inner)):
                    threading.Thread(target=self._carry, args=(source, sink, pair, self.stalled), daemon=True).start()

    def _carry(self, source, sink, pair, stalled):
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if stalled.is_set():
                    continue
                if b"pgrade: websocket" in data[:2000] and source is pair[0]:
                    self.upgrades += 1
                    pair.append("socket")
                sink.sendall(data)
        for end in pair[:2]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        if pair in self.pairs:
            self.pairs.remove(pair)
