/** What a tab knows, a mirror of the engine, and who wants to hear of changes. */
import { byActivity } from "../core/chats.js";
import { uuid } from "../core/wire.js";
import { t } from "../text/texts.js";

/**
 * @typedef {import("../core/types.js").Chat} Chat
 * @typedef {import("../core/types.js").Entry} Entry
 * @typedef {import("../core/types.js").Page} Page
 * @typedef {import("../core/types.js").Snapshot} Snapshot
 * @typedef {import("../core/types.js").Presence} Presence
 * @typedef {"session" | "status" | "chats" | "outbox" | "page" | "typing" | "presence" | "people"} Shown
 * @typedef {Shown | "draft" | "settings" | "notify" | "heard" | "attached"} Topic
 */

export class Model {
  link;
  /** @type {import("../core/types.js").SessionView} */
  session = { user: null, expired: false };
  /** @type {import("../core/types.js").Status} */
  status = { state: "idle", retry_at: null };
  /** @type {Map<number, Chat>} */
  chats = new Map();
  loaded = false;
  ready = false;
  /** @type {Map<string, Entry>} */
  outbox = new Map();
  /** @type {{ [chat: number]: string }} */
  drafts = {};
  /** @type {Map<number, string>} */
  people = new Map();
  /** @type {Map<number, Presence>} */
  presence = new Map();
  /** @type {Map<number, Map<number, number>>} chat → person → until when */
  typing = new Map();
  /** @type {{ [name: string]: any }} */
  settings = {};
  /** @type {Map<Topic, Set<(data: any) => void>>} */
  #listeners = new Map();

  /** @param {import("../link/link.js").Link} link */
  constructor(link) {
    this.link = link;
    link.onevent = (event, data) => this.#take(event, data);
    link.onrenewed = () => void this.attach();
  }

  async attach() {
    this.#attached(await this.link.call("attach"));
  }

  /**
   * @param {Topic} topic
   * @param {(data: any) => void} hear
   * @returns {() => void} ends it
   */
  on(topic, hear) {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(hear));
    return () => listeners.delete(hear);
  }

  /**
   * @param {Topic} topic
   * @param {any} [data]
   */
  #tell(topic, data) {
    for (const hear of [...(this.#listeners.get(topic) ?? [])]) hear(data);
  }

  /** @param {Snapshot} snapshot */
  #attached(snapshot) {
    this.session = snapshot.session;
    this.status = snapshot.status;
    this.chats = new Map(snapshot.chats.map((chat) => [chat.id, chat]));
    this.loaded = snapshot.loaded;
    this.outbox = new Map(snapshot.outbox.map((entry) => [entry.cmid, entry]));
    this.drafts = snapshot.drafts;
    this.people = new Map(snapshot.people);
    this.presence = new Map(snapshot.presence);
    this.settings = snapshot.settings;
    this.ready = true;
    this.#tell("settings");
    this.#tell("session");
    this.#tell("status", this.status);
    this.#tell("chats");
    this.#tell("outbox");
    this.#tell("attached");
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  #take(event, data) {
    switch (event) {
      case "update":
        return this.#update(data);
      case "attach":
        return this.#attached(data);
      case "session":
        this.session = data;
        return this.#tell("session");
      case "status":
        this.status = data;
        return this.#tell("status", data);
      case "draft":
        if (data.text) this.drafts[data.chat] = data.text;
        else delete this.drafts[data.chat];
        return this.#tell("draft", data);
      case "settings":
        this.settings = data;
        return this.#tell("settings");
      case "people":
        for (const [id, name] of data) this.people.set(id, name);
        return this.#tell("people");
      case "presence":
        for (const [id, presence] of data) this.presence.set(id, presence);
        return this.#tell("presence");
      case "typing":
        return this.#types(data);
      case "notify":
      case "heard":
        return this.#tell(event, data);
    }
  }

  /** @param {any} data */
  #update(data) {
    if (data.all) this.chats.clear();
    this.loaded = data.loaded;
    for (const chat of data.chats) this.chats.set(chat.id, chat);
    const removed = data.removed.flatMap((/** @type {number} */ id) => this.chats.get(id) ?? []);
    for (const chat of removed) this.chats.delete(chat.id);
    for (const [cmid, entry] of data.outbox) {
      if (entry) this.outbox.set(cmid, entry);
      else this.outbox.delete(cmid);
    }
    // The page first: a message takes the place of its entry in one step.
    for (const [chat, page] of data.pages) this.#tell("page", { chat, page });
    if (data.outbox.length) this.#tell("outbox");
    if (data.all || data.chats.length || removed.length || data.outbox.length) this.#tell("chats", { removed });
  }

  /** @param {{ chat: number, user: number, until: number }} notice */
  #types({ chat, user, until }) {
    const people = this.typing.get(chat) ?? new Map();
    if (until === 0 && !people.has(user)) return;
    if (until === 0) people.delete(user);
    else {
      people.set(user, until);
      setTimeout(() => this.#stopsTyping(chat, user), until - Date.now() + 20);
    }
    this.typing.set(chat, people);
    this.#tell("typing", chat);
  }

  /**
   * @param {number} chat
   * @param {number} user
   */
  #stopsTyping(chat, user) {
    const until = this.typing.get(chat)?.get(user);
    if (until === undefined || until > Date.now()) return;
    this.typing.get(chat)?.delete(user);
    this.#tell("typing", chat);
  }

  // Answers to questions

  get me() {
    return this.session.user?.id ?? 0;
  }

  /** @returns {Chat[]} the newest first */
  get ordered() {
    return [...this.chats.values()].sort((a, b) => this.#activity(b) - this.#activity(a) || byActivity(a, b));
  }

  /** @param {Chat} chat */
  #activity(chat) {
    let at = chat.last_message?.at ?? 0;
    for (const entry of this.outbox.values()) if (entry.chat_id === chat.id) at = Math.max(at, entry.at);
    return at;
  }

  /** @param {number} id */
  nameOf(id) {
    return this.people.get(id) ?? t("somebody", { id });
  }

  /**
   * The other person of a private chat.
   * @param {Chat} chat
   */
  peer(chat) {
    if (chat.type !== "private") return null;
    return chat.members?.find((member) => member.id !== this.me) ?? null;
  }

  /** @param {Chat} chat */
  title(chat) {
    return this.peer(chat)?.name ?? chat.name;
  }

  /** @param {number} chat */
  entries(chat) {
    return [...this.outbox.values()].filter((entry) => entry.chat_id === chat).sort((a, b) => a.order - b.order);
  }

  /**
   * Up to where somebody else has read.
   * @param {Chat} chat
   */
  readByOthers(chat) {
    const others = (chat.members ?? []).filter((member) => member.id !== this.me);
    return Math.max(0, ...others.map((member) => member.read_seq));
  }

  /** @param {number} chat */
  typists(chat) {
    return [...(this.typing.get(chat)?.keys() ?? [])].filter((id) => id !== this.me);
  }

  get unread() {
    return [...this.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  }

  /**
   * @param {number} chat
   * @param {string} text
   */
  send(chat, text) {
    return this.link.call("send", { chat, text, cmid: uuid() });
  }
}
