/**
 * The client without its face: one for a browser, whatever the number of tabs.
 *
 * It owns the session, the socket, what is known of chats and messages, and the outbox. Tabs call it by name (`calls`)
 * and hear of changes through `emit`.
 */
import { Changes } from "./changes.js";
import { Chats } from "./chats.js";
import { Connection } from "./connection.js";
import { Deliveries } from "./deliveries.js";
import { Histories } from "./histories.js";
import { Names } from "./names.js";
import { Passing } from "./passing.js";
import { Sender } from "./sender.js";
import { message as parseMessage } from "./wire.js";

/**
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").Session} Session
 * @typedef {import("./types.js").Snapshot} Snapshot
 */

/** After how many milliseconds a change is kept; a whole state is at once, as the page may be left soon. */
const keeping = 400;

export class Engine {
  chats = new Chats();
  #api;
  #store;
  #clock;
  #emit;
  /** @type {Connection} */
  #connection;
  #histories;
  #names;
  #passing;
  #deliveries;
  /** @type {Sender} */
  #sender;
  /** @type {Changes} */
  #changes;
  /** @type {Session | null} */
  #session = null;
  #expired = false;
  /** @type {string | null} what to resume from */
  #position = null;
  /** When a gap was last seen: a second one soon after is mended by the whole state. */
  #gapAt = -Infinity;
  /** @type {{ [chat: number]: string }} */
  #drafts = {};
  /** @type {{ [name: string]: any }} */
  #settings = {};
  /** @type {any} */
  #saving = null;

  /**
   * @param {object} parts
   * @param {import("./api.js").API} parts.api
   * @param {() => import("./connection.js").Socket} parts.open
   * @param {import("./store.js").Store} parts.store
   * @param {import("./types.js").Clock} parts.clock
   * @param {(event: string, data: any) => void} parts.emit
   */
  constructor({ api, open, store, clock, emit }) {
    this.#api = api;
    this.#store = store;
    this.#clock = clock;
    this.#emit = emit;
    api.onUnauthorized = () => this.#end();
    this.#connection = new Connection(open, clock, {
      opened: () => this.#connection.send({ type: "auth", token: this.#session?.token }),
      frame: (frame) => this.#take(frame),
      lost: () => this.#lost(),
      ended: () => this.#end(),
      status: (status) => emit("status", status),
    });
    const say = (/** @type {Frame} */ frame) => this.#say(frame);
    const line = { say, isLive: () => this.#connection.isLive, doubt: () => this.#connection.doubt() };
    this.#sender = new Sender({ store, clock, line, changed: (cmid) => this.#changes.entry(cmid) });
    this.#changes = new Changes(clock, this.chats, this.#sender.outbox.entries, emit);
    this.#changes.onchange = () => this.#saveSoon();
    this.#histories = new Histories(api, store, this.chats, (chat, page) => this.#changes.page(chat, page));
    this.#names = new Names(emit);
    this.#passing = new Passing(clock, emit, say);
    this.#deliveries = new Deliveries(clock, say);
  }

  /** Takes up where the last start left off. */
  async start() {
    const [session, state, drafts, settings, outbox] = await Promise.all([
      this.#store.get("kv", "session"),
      this.#store.get("kv", "state"),
      this.#store.get("kv", "drafts"),
      this.#store.get("kv", "settings"),
      this.#store.all("outbox"),
    ]);
    this.#settings = settings ?? {};
    if (!session) return;
    this.#session = session;
    this.#drafts = drafts ?? {};
    this.#sender.outbox.restore(outbox);
    if (state) {
      this.chats.restore(state);
      this.#position = state.position;
      this.#names.all = new Map(state.people);
      this.#deliveries.restore(state.reads ?? []);
    }
    this.#begin();
  }

  /** @type {{ [method: string]: (params: any) => any }} */
  calls = {
    attach: () => this.#snapshot(),
    register: async (account) => {
      await this.#api.register(account);
      return this.calls.logIn({ email: account.email, password: account.password });
    },
    logIn: (credentials) => this.#logIn(credentials),
    logOut: () => this.#logOut(),
    changePassword: (change) => this.#changePassword(change),
    open: async ({ chat }) => {
      const page = await this.#histories.open(chat);
      this.#learnMembers(chat);
      return page;
    },
    range: ({ chat, from, to }) => this.#histories.range(chat, from, to),
    send: (draft) => this.#send(draft),
    retry: ({ cmid }) => this.#sender.retry(cmid),
    discard: ({ cmid }) => this.#sender.discard(cmid),
    read: ({ chat, seq }) => this.#read(chat, seq),
    typing: ({ chat }) => this.#passing.type(chat),
    views: ({ views }) => this.#passing.views(views, this.chats),
    search: async ({ query }) => this.#names.learn(await this.#api.search(query)),
    createChat: (chat) => this.#api.createChat(chat),
    members: async ({ chat }) => this.#names.learn(await this.#api.members(chat)),
    addMembers: ({ chat, user_ids }) => this.#api.addMembers(chat, user_ids),
    removeMember: ({ chat, user }) => this.#api.removeMember(chat, user),
    draft: ({ chat, text }) => this.#draft(chat, text),
    settings: (changes) => this.#set(changes),
    speak: ({ language }) => void (this.#api.language = language),
    doubt: () => this.#connection.doubt(),
  };

  /** @returns {Snapshot} */
  #snapshot() {
    return {
      session: this.#sessionView,
      status: this.#connection.status,
      chats: [...this.chats.all.values()],
      loaded: this.chats.loaded,
      outbox: [...this.#sender.outbox.entries.values()],
      drafts: this.#drafts,
      people: [...this.#names.all],
      presence: [...this.#passing.presence],
      settings: this.#settings,
    };
  }

  get #sessionView() {
    return { user: this.#session?.user ?? null, expired: this.#expired };
  }

  #begin() {
    if (!this.#session) return;
    this.#expired = false;
    this.#api.token = this.#session.token;
    this.chats.me = this.#session.user.id;
    this.#names.learn([this.#session.user]);
    this.#connection.start();
  }

  /** @param {{ email: string, password: string }} credentials */
  async #logIn(credentials) {
    this.#api.token = null;
    const token = await this.#api.logIn(credentials);
    this.#api.token = token;
    const user = await this.#api.me();
    if (this.#session && this.#session.user.id !== user.id) await this.#forget();
    this.#session = { token, user };
    await this.#store.put("kv", "session", this.#session);
    this.#begin();
    this.#emit("session", this.#sessionView);
    return user;
  }

  /**
   * The server ends all sessions, of which the socket would hear before there is the token of a new one.
   * @param {{ old_password: string, new_password: string }} change
   */
  async #changePassword(change) {
    const session = this.#session;
    if (!session) return;
    this.#connection.stop();
    this.#lost();
    try {
      session.token = await this.#api.changePassword(change);
      await this.#store.put("kv", "session", session);
      this.#expired = false;
      this.#emit("session", this.#sessionView);
    } finally {
      if (!this.#expired && this.#session === session) this.#begin();
    }
  }

  async #logOut() {
    this.#connection.stop();
    // The token may be over already, or the server away: this browser forgets it all the same.
    await this.#api.logOut().catch(() => {});
    await this.#forget();
    this.#emit("session", this.#sessionView);
    this.#emit("attach", this.#snapshot());
  }

  async #forget() {
    this.#connection.stop();
    this.#clock.cancel(this.#saving);
    this.#saving = null;
    this.#session = null;
    this.#expired = false;
    this.#api.token = null;
    this.chats.restore({ chats: [], user_seq: 0 });
    this.chats.loaded = false;
    this.#sender.clear();
    this.#changes.drop();
    this.#histories.clear();
    this.#passing.clear();
    this.#deliveries.restore([]);
    this.#position = null;
    this.#drafts = {};
    this.#names.all.clear();
    await this.#store.clear();
  }

  /** The server does not take the token any more: everything stays, and the person is asked. */
  #end() {
    if (!this.#session || this.#expired) return;
    this.#expired = true;
    this.#connection.stop();
    this.#lost();
    this.#emit("session", this.#sessionView);
  }

  /** @param {Frame} frame */
  #take(frame) {
    switch (frame.type) {
      case "welcome":
        return this.#say({ type: "hello", presence: true, ...(this.#position && { position: this.#position }) }, true);
      case "state":
        return this.#state(frame);
      case "synced":
        return this.#synced(frame.position);
      case "position":
        this.#position = frame.position;
        return this.#saveSoon();
      case "reset":
        return;
      case "ack":
        return this.#sender.acked(frame, this.#known(frame.chat_id));
      case "error":
        return frame.client_message_id && this.#sender.refused(frame);
      case "typing":
      case "presence":
        return this.#passing.take(frame);
      default:
        return this.#event(frame);
    }
  }

  /** @param {Frame} frame */
  #state(frame) {
    this.chats.load(frame);
    for (const [chat, seq] of this.#deliveries.pending) this.chats.read(chat, seq);
    for (const chat of this.chats.all.values()) this.#names.learn(chat.members);
    this.#changes.all();
    this.#synced(frame.position);
    this.#histories.mend();
    void this.#save();
  }

  /** @param {string} position */
  #synced(position) {
    this.#position = position;
    this.#sender.settle((chat) => this.#known(chat));
    this.#connection.live();
    this.#passing.live(this.chats);
    this.#deliveries.live();
    this.#sender.pump();
    this.#saveSoon();
  }

  /** @param {number} chat */
  #known(chat) {
    return this.chats.all.get(chat)?.last_seq ?? 0;
  }

  /** @param {Frame} frame */
  #event(frame) {
    const outcome = this.chats.apply(frame);
    if (outcome === "gap") return this.#gap();
    if (outcome !== "applied") return;
    const id = frame.chat_id ?? frame.chat?.id;
    if (frame.type === "message") this.#arrived(frame);
    else if (frame.type === "member_joined") this.#names.learn([{ id: frame.user_id, name: frame.name }]);
    else if (frame.type === "chat_added") this.#names.learn(frame.chat.members);
    if (frame.type === "chat_removed") this.#changes.removed(id);
    else this.#changes.chat(id);
    if (frame.type.startsWith("chat_")) this.#passing.live(this.chats);
  }

  /** @param {Frame} frame */
  #arrived(frame) {
    const message = parseMessage(frame);
    this.#histories.append(message);
    this.#passing.wrote(message);
    if (message.sender_id === this.chats.me) return this.#sender.arrived(message.cmid);
    this.#deliveries.got(message);
    if (this.#connection.isLive) this.#emit("heard", message);
  }

  #gap() {
    const now = this.#clock.now();
    if (now - this.#gapAt < 30_000) this.#position = null;
    this.#gapAt = now;
    this.#connection.renew();
  }

  #lost() {
    this.#sender.lost();
    this.#passing.lost();
  }

  /**
   * @param {Frame} frame
   * @param {boolean} [early] before the state is there
   */
  #say(frame, early = false) {
    if (!early && !this.#connection.isLive) return false;
    this.#connection.send(frame);
    return true;
  }

  /** @param {{ chat: number, text: string, cmid: string }} draft */
  #send(draft) {
    this.#sender.send(draft);
    this.#draft(draft.chat, "");
    this.#changes.flush();
  }

  /**
   * @param {number} chat
   * @param {number} seq
   */
  #read(chat, seq) {
    if (!this.chats.read(chat, seq)) return;
    this.#deliveries.read(chat, seq);
    this.#changes.chat(chat);
  }

  /**
   * @param {number} chat
   * @param {string} text
   */
  #draft(chat, text) {
    if ((this.#drafts[chat] ?? "") === text) return;
    if (text) this.#drafts[chat] = text;
    else delete this.#drafts[chat];
    void this.#store.put("kv", "drafts", this.#drafts);
    this.#emit("draft", { chat, text });
  }

  /** @param {{ [name: string]: any }} changes */
  async #set(changes) {
    Object.assign(this.#settings, changes);
    this.#emit("settings", this.#settings);
    await this.#store.put("kv", "settings", this.#settings);
  }

  /** @param {number} id */
  #learnMembers(id) {
    const chat = this.chats.all.get(id);
    if (!chat || chat.members) return;
    void this.#api.members(id).then((members) => this.#names.learn(members), () => {});
  }

  #saveSoon() {
    this.#saving ??= this.#clock.after(() => this.#save(), keeping);
  }

  async #save() {
    this.#saving = null;
    if (!this.#session) return;
    await this.#store.put("kv", "state", {
      ...this.chats.snapshot(),
      position: this.#position,
      people: [...this.#names.all],
      reads: this.#deliveries.pending,
    });
    await this.#histories.keep();
  }
}
