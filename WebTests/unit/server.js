/** A server in memory: what the protocol promises, and a network that can be cut. */
import { memoryStore } from "../../Web/core/store.js";
import { Engine } from "../../Web/core/engine.js";
import { Refusal } from "../../Web/core/api.js";
import { message as parseMessage } from "../../Web/core/wire.js";
import { TestClock, settle } from "./clock.js";

const me = 1;

export class TestServer {
  /** @type {Map<number, any>} */
  chats = new Map();
  messages = 0;
  userSeq = 0;
  /** @type {any[]} account events */
  account = [];
  /** @type {Set<TestSocket>} */
  sockets = new Set();
  reachable = true;
  /** Swallows acknowledgements and events from now on. */
  mute = false;
  /** @type {((frame: any) => any) | null} decides about a message before it is stored */
  refuse = null;
  tokenIsGood = true;
  token = "token";
  /** @type {any[]} every frame of a client, in its order */
  heard = [];
  /** @type {string[]} */
  requests = [];

  /**
   * @param {number} id
   * @param {number} count how many messages of others there are
   */
  chat(id, count = 0) {
    this.chats.set(id, { id, last: 0, read: 0, receipts: 0, peerRead: 0, log: [] });
    for (let n = 0; n < count; n += 1) this.post(id, 2, `old ${n}`);
    return id;
  }

  /**
   * @param {number} id
   * @param {number} sender
   * @param {string} text
   * @param {string} [cmid]
   */
  post(id, sender, text, cmid = `s${this.messages}`) {
    const chat = this.chats.get(id);
    const known = chat.log.find((/** @type {any} */ m) => m.sender_id === sender && m.client_message_id === cmid);
    if (known) return { message: known, repeated: true };
    this.messages += 1;
    chat.last += 1;
    const message = {
      type: "message", id: this.messages, chat_id: id, sender_id: sender, text,
      timestamp: "2026-11-23T03:28:19.752639+00:00", seq: chat.last, client_message_id: cmid,
    };
    chat.log.push(message);
    this.tell(message);
    return { message, repeated: false };
  }

  /** @param {any} frame */
  tell(frame) {
    for (const socket of this.sockets) socket.deliver(frame);
  }

  /** @param {any} chat */
  view(chat) {
    const messages = chat.log.filter((/** @type {any} */ entry) => entry.type === "message");
    return {
      id: chat.id, name: `Chat ${chat.id}`, chat_type: "private", last_seq: chat.last, receipt_seq: chat.receipts,
      read_seq: chat.read, unread: this.unread(chat), member_count: 2,
      members: [
        { id: me, name: "Me", read_seq: chat.read, delivered_seq: 0 },
        { id: 2, name: "Other", read_seq: chat.peerRead, delivered_seq: 0 },
      ],
      last_message: messages.at(-1) ?? null,
    };
  }

  /** @param {any} chat */
  unread(chat) {
    return chat.log.filter((/** @type {any} */ m) => m.type === "message" && m.sender_id !== me && m.seq > chat.read).length;
  }

  position() {
    return JSON.stringify({ user: this.userSeq, chats: [...this.chats.values()].map((chat) => [chat.id, chat.last]) });
  }

  state() {
    return { type: "state", position: this.position(), chats: [...this.chats.values()].map((chat) => this.view(chat)) };
  }

  /** @param {string} position */
  missed(position) {
    const had = JSON.parse(position);
    const since = new Map(had.chats);
    return [
      ...this.account.filter((event) => event.user_seq > had.user),
      ...[...this.chats.values()].flatMap((chat) => chat.log.filter((/** @type {any} */ e) => e.seq > (since.get(chat.id) ?? chat.last))),
    ];
  }

  /** The network is gone: open sockets hear of it. */
  cut() {
    this.reachable = false;
    for (const socket of [...this.sockets]) socket.drop(1006);
  }

  api() {
    const server = this;
    return /** @type {any} */ ({
      token: null,
      language: "en",
      onUnauthorized() {},
      async logIn() {
        return server.token;
      },
      async me() {
        return { id: me, name: "Me", email: "me@example.com" };
      },
      async logOut() {},
      async changePassword(/** @type {any} */ { old_password }) {
        if (old_password !== "secret") throw new Refusal(400, "wrong_password", "");
        server.token = "another token";
        for (const socket of [...server.sockets]) socket.drop(4401);
        await settle();
        return server.token;
      },
      async history(/** @type {number} */ id, /** @type {number} */ offset, /** @type {number} */ limit) {
        server.requests.push(`history ${id} ${offset}`);
        if (!server.reachable) throw new Refusal(0, "offline", "");
        const all = server.chats.get(id).log.filter((/** @type {any} */ entry) => entry.type === "message");
        return { total: all.length, items: all.slice(offset, offset + limit).map(parseMessage) };
      },
      async members() {
        return [];
      },
    });
  }
}

class TestSocket {
  onopen = /** @type {any} */ (null);
  onmessage = /** @type {any} */ (null);
  onclose = /** @type {any} */ (null);
  onerror = /** @type {any} */ (null);
  live = false;

  /** @param {TestServer} server */
  constructor(server) {
    this.server = server;
    setImmediate(() => {
      if (!server.reachable) return this.drop(1006);
      server.sockets.add(this);
      this.onopen?.({});
    });
  }

  /** @param {string} data */
  send(data) {
    const frame = JSON.parse(data);
    this.server.heard.push(frame);
    if (this.server.mute || !this.server.sockets.has(this)) return;
    if (frame.type === "auth") return this.knows(frame.token) ? this.reply({ type: "welcome" }) : this.drop(4401);
    if (frame.type === "ping") return this.reply({ type: "pong" });
    if (frame.type === "hello") return this.greet(frame);
    if (frame.type === "message") return this.take(frame);
    if (frame.type === "read") {
      const chat = this.server.chats.get(frame.chat_id);
      chat.read = Math.max(chat.read, frame.seq);
      this.server.userSeq += 1;
      const unread = { unread: this.server.unread(chat), last_seq: chat.last, user_seq: this.server.userSeq };
      const event = { type: "unread", chat_id: chat.id, read_seq: chat.read, ...unread };
      this.server.account.push(event);
      this.server.tell(event);
    }
  }

  /** @param {string} token */
  knows(token) {
    return this.server.tokenIsGood && token === this.server.token;
  }

  /** @param {any} frame */
  greet(frame) {
    this.live = true;
    if (!frame.position) return this.reply({ ...this.server.state(), user_seq: this.server.userSeq });
    for (const event of this.server.missed(frame.position)) this.reply(event);
    this.reply({ type: "synced", position: this.server.position() });
  }

  /** @param {any} frame */
  take(frame) {
    const refusal = this.server.refuse?.(frame);
    if (refusal) return this.reply({ type: "error", client_message_id: frame.client_message_id, ...refusal });
    const { message, repeated } = this.server.post(frame.chat_id, me, frame.text, frame.client_message_id);
    const { id, seq, chat_id } = message;
    this.reply({ type: "ack", client_message_id: frame.client_message_id, id, seq, chat_id, repeated });
  }

  /** @param {any} frame */
  deliver(frame) {
    if (this.live && !this.server.mute) this.reply(frame);
  }

  /** @param {any} frame */
  reply(frame) {
    setImmediate(() => this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  /** @param {number} code */
  drop(code) {
    this.server.sockets.delete(this);
    setImmediate(() => this.onclose?.({ code }));
  }

  close() {
    this.server.sockets.delete(this);
  }
}

/** A browser with one tab: an engine, its clock, and what it told. A store outlives the engine. */
export class TestBrowser {
  /**
   * @param {TestServer} server
   * @param {import("../../Web/core/store.js").Store} [store]
   * @param {TestClock} [clock]
   * @param {import("../../Web/core/api.js").API} [api]
   */
  constructor(server, store = memoryStore(), clock = new TestClock(), api = server.api()) {
    this.server = server;
    this.store = store;
    this.clock = clock;
    /** @type {[string, any][]} */
    this.told = [];
    this.engine = new Engine({
      api,
      store,
      clock,
      open: () => /** @type {any} */ (new TestSocket(server)),
      emit: (event, data) => void this.told.push([event, structuredClone(data)]),
    });
  }

  async start() {
    await this.engine.start();
    await this.clock.pass(100);
    return this;
  }

  async logIn() {
    await this.engine.calls.logIn({ email: "me@example.com", password: "secret" });
    await this.clock.pass(100);
    return this;
  }

  /** The same browser after a reload: nothing but what was stored is left. */
  async reload() {
    await this.clock.pass(2_000);
    return this.crash();
  }

  /** The same browser after it was killed at this very moment. */
  async crash() {
    for (const socket of [...this.server.sockets]) socket.close();
    this.clock.timers = [];
    await settle();
    return new TestBrowser(this.server, this.store, this.clock).start();
  }

  /**
   * @param {string} text
   * @param {string} cmid
   */
  send(text, cmid, chat = 1) {
    return this.engine.calls.send({ chat, text, cmid });
  }

  /** @param {number} chat */
  texts(chat) {
    return this.server.chats.get(chat).log.map((/** @type {any} */ entry) => entry.text);
  }

  get snapshot() {
    return this.engine.calls.attach({});
  }
}
