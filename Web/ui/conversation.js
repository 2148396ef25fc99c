/** One chat: its head, its messages, and where one writes. */
import { History } from "../core/history.js";
import { daysBetween } from "../text/format.js";
import { reason, t } from "../text/texts.js";
import { chatDetails } from "./chat-details.js";
import { Composer } from "./composer.js";
import { avatar, fill, h, icon, iconButton, isolated } from "./dom.js";
import { entryRow, messageRow, passageRow, placeholderRow } from "./message-row.js";
import { passagesBefore, passageText } from "./passages.js";
import { subtitle } from "./presence.js";
import { VirtualList } from "./virtual-list.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Chat} Chat
 * @typedef {import("../core/types.js").Page} Page
 * @typedef {import("../core/types.js").Message} Message
 * @typedef {import("./message-row.js").Frame} Frame
 */

/** Messages of one person closer than this belong together. */
const together = 5 * 60_000;

export class Conversation {
  element;
  #model;
  #id;
  #history = new History();
  #list;
  #composer;
  #head = h("div", { class: "chat-head" });
  #note = h("div", { class: "note" });
  #jump;
  /** @type {number} the index of the first unread message, -1 without any */
  #divider = -1;
  #left = false;
  /** @type {(() => void)[]} */
  #ends = [];
  /** Up to where the engine was told that this is read. */
  #read = 0;
  #reading = false;
  /** Whether the history could not be fetched: what waits to be sent is shown all the same. */
  #missing = false;
  #drawing = false;

  /**
   * @param {Model} model
   * @param {Chat} chat
   */
  constructor(model, chat) {
    this.#model = model;
    this.#id = chat.id;
    this.#list = new VirtualList(
      {
        sign: (index) => this.#sign(index),
        draw: (index) => this.#draw(index),
        shown: (from, to) => this.#need(from, to),
      },
      { class: "messages", "aria-label": t("messages"), role: "region" },
    );
    this.#list.onmoved = () => this.#moved();
    this.#composer = new Composer(model, chat.id);
    this.#composer.onsent = () => this.newest();
    const jump = { type: "button", class: "jump", hidden: true, onclick: () => this.newest() };
    this.#jump = h("button", jump, icon("down"));
    this.element = h(
      "main",
      { class: "conversation", "data-chat": chat.id, "aria-label": t("chat_with", { name: model.title(chat) }) },
      h(
        "header",
        {},
        h("a", { href: "#", class: "icon-button back", "aria-label": t("back"), title: t("back") }, icon("back")),
        this.#head,
        iconButton("info", t("details"), { onclick: () => this.#details(), class: "icon-button details" }),
      ),
      h("div", { class: "messages-box" }, this.#note, this.#list.element, this.#jump),
      this.#composer.element,
    );
    this.#hear();
    this.drawHead();
  }

  get #chat() {
    return this.#model.chats.get(this.#id);
  }

  #hear() {
    const on = this.#model.on.bind(this.#model);
    this.#ends = [
      on("page", ({ chat, page }) => chat === this.#id && this.#merge(page)),
      on("outbox", () => this.#soon()),
      on("chats", () => (this.drawHead(), this.#soon())),
      on("people", () => (this.drawHead(), this.#soon())),
      on("presence", () => this.drawHead()),
      on("typing", (chat) => chat === this.#id && this.drawHead()),
      on("draft", ({ chat }) => chat === this.#id && this.#composer.takeDraft()),
      on("attached", () => void this.load()),
      on("status", ({ state }) => (this.drawHead(), state === "live" && this.#missing && void this.load())),
    ];
  }

  leave() {
    this.#left = true;
    this.#composer.leave();
    for (const end of this.#ends) end();
  }

  /** The element has its place on the page. */
  placed() {
    this.#composer.placed();
    this.#composer.focus();
    void this.load();
  }

  async load() {
    const chat = this.#chat;
    const first = this.#history.total === null;
    if (first) fill(this.#note, h("p", { class: "muted" }, t("loading")));
    try {
      const page = await this.#model.link.call("open", { chat: this.#id });
      if (this.#left) return;
      this.#take(page);
      if (first && chat && chat.unread > 0) await this.#findUnread(chat, page);
    } catch (refusal) {
      if (!this.#left && first) this.#failed(/** @type {any} */ (refusal));
      return;
    }
    if (this.#left) return;
    this.#missing = false;
    this.#showNote();
    if (!first) return this.#refresh();
    this.#list.reset(this.#count);
    this.#list.refresh(this.#count);
    if (this.#divider >= 0) this.#list.scrollTo(this.#divider);
    else this.#list.scrollToEnd();
    performance.mark(`opened-${this.#id}`);
  }

  /** @param {{ code: string }} refusal */
  #failed(refusal) {
    this.#missing = true;
    this.#soon();
    if (this.#entries.length) return fill(this.#note);
    const again = h("button", { type: "button", onclick: () => void this.load() }, t("retry"));
    fill(this.#note, h("p", { role: "alert" }, `${t("not_loaded")} ${reason(refusal)}`), again);
  }

  #showNote() {
    const empty = this.#count === 0 && !this.#missing;
    if (this.#missing && this.#count === 0) return;
    fill(this.#note, empty && h("p", { class: "muted" }, t("no_messages")));
  }

  /**
   * Where the unread messages begin. There is a number of them, of others, and perhaps own ones in between.
   * @param {Chat} chat
   * @param {Page} page
   */
  async #findUnread(chat, page) {
    const read = chat.read_seq;
    let from = Math.max(0, page.total - chat.unread - 20);
    for (let round = 0; round < 5; round += 1) {
      const to = Math.min(page.total, from + 120);
      const range = await this.#model.link.call("range", { chat: this.#id, from, to });
      this.#take(range);
      const first = range.items[0];
      if (from === 0 || !first || first[1].seq <= read) break;
      from = Math.max(0, from - 100);
    }
    const items = this.#history.slice(from, page.total);
    this.#divider = items.find(([, message]) => message.seq > read && message.sender_id !== this.#model.me)?.[0] ?? -1;
  }

  newest() {
    this.#list.scrollToEnd();
  }

  drawHead() {
    const chat = this.#chat;
    if (!chat) return;
    const title = this.#model.title(chat);
    const line = subtitle(this.#model, chat);
    const sign = JSON.stringify([title, line]);
    if (this.#head.dataset.sign === sign) return;
    this.#head.dataset.sign = sign;
    const peer = this.#model.peer(chat);
    fill(
      this.#head,
      avatar(title, peer?.id ?? chat.id, chat.type === "group"),
      h("div", { class: "grow" }, h("h2", {}, isolated(title)), line && h("p", { class: "muted subtitle" }, isolated(line))),
    );
  }

  #details() {
    const chat = this.#chat;
    if (chat) void chatDetails(this.#model, chat);
  }

  // Messages

  /** @param {Page} page */
  #take(page) {
    for (const [index, message] of page.items) this.#history.items[index] = message;
    this.#history.total = Math.max(this.#history.total ?? 0, page.total);
    this.#history.tail_seq = page.tail_seq;
  }

  /** @param {Page} page */
  #merge(page) {
    if (this.#history.total === null) return;
    this.#take(page);
    // In one picture with the entry that it replaces.
    this.#soon();
  }

  get #entries() {
    return this.#model.entries(this.#id);
  }

  get #count() {
    const messages = (this.#history.total ?? 0) + this.#entries.length;
    // Who came or went after all of them stands in a row of their own.
    return messages + (this.#passages(messages).length > 0 ? 1 : 0);
  }

  /** @param {number} index */
  #passages(index) {
    return passagesBefore(this.#chat?.passages ?? [], this.#history.items, this.#history.total ?? 0, index);
  }

  #soon() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      if (!this.#left && (this.#missing || this.#history.total !== null)) this.#refresh();
    });
  }

  #refresh() {
    this.#list.refresh(this.#count);
    this.#showNote();
    this.#moved();
  }

  /**
   * Fetches what is missing of these rows, and of the one before, which decides about days.
   * @param {number} from
   * @param {number} to
   */
  #need(from, to) {
    const total = this.#history.total ?? 0;
    const first = Math.max(0, from - 1);
    const last = Math.min(to, total);
    let missing = false;
    for (let index = first; index < last && !missing; index += 1) missing = !this.#history.items[index];
    if (!missing || this.#reading) return;
    this.#reading = true;
    const stretch = { from: Math.max(0, first - 50), to: Math.min(last + 50, total) };
    this.#model.link
      .call("range", { chat: this.#id, ...stretch })
      .then((page) => this.#take(page))
      // Without a connection the placeholders stay; the next scroll asks again.
      .catch(() => new Promise((resolve) => setTimeout(resolve, 1000)))
      .finally(() => {
        this.#reading = false;
        if (!this.#left) this.#refresh();
      });
  }

  /**
   * @param {number} index
   * @returns {{ at: number, sender: number } | null}
   */
  #at(index) {
    const total = this.#history.total ?? 0;
    if (index >= total) {
      const entry = this.#entries[index - total];
      return entry ? { at: entry.at, sender: this.#model.me } : null;
    }
    const message = this.#history.items[index];
    return message ? { at: message.at, sender: message.sender_id } : null;
  }

  /**
   * @param {number} index
   * @returns {Frame}
   */
  #frame(index) {
    const here = this.#at(index) ?? { at: 0, sender: 0 };
    const before = index > 0 ? this.#at(index - 1) : null;
    const newDay = before ? daysBetween(before.at, here.at) !== 0 : index === 0;
    const divider = index === this.#divider;
    const passages = this.#passages(index).map((each) => passageText(this.#model, each));
    const mine = here.sender === this.#model.me;
    const apart = newDay || divider || passages.length > 0;
    const follows = before !== null && !apart && before.sender === here.sender && here.at - before.at < together;
    const named = !mine && this.#chat?.type === "group";
    const name = this.#model.nameOf(here.sender);
    return { mine, follows, day: newDay ? here.at : null, divider, passages, named, name };
  }

  /** @param {number} index */
  #sign(index) {
    const total = this.#history.total ?? 0;
    const frame = this.#frame(index);
    const around = `${frame.follows}${frame.day}${frame.divider}${frame.name}${frame.passages}`;
    const message = this.#history.items[index];
    if (index < total) return message ? `${message.id}${around}${frame.mine && this.#isRead(message)}` : "placeholder";
    const entry = this.#entries[index - total];
    return entry ? `${entry.cmid}${entry.state}${entry.code}${around}` : around;
  }

  /** @param {number} index */
  #draw(index) {
    const total = this.#history.total ?? 0;
    const frame = this.#frame(index);
    if (index < total) {
      const message = this.#history.items[index];
      return message ? messageRow(message, frame, frame.mine && this.#isRead(message)) : placeholderRow();
    }
    const entry = this.#entries[index - total];
    if (!entry) return passageRow(frame.passages);
    const call = (/** @type {string} */ method) => () => void this.#model.link.call(method, { cmid: entry.cmid });
    return entryRow(entry, frame, { retry: call("retry"), discard: call("discard") });
  }

  /** @param {Message} message */
  #isRead(message) {
    const chat = this.#chat;
    return chat !== undefined && this.#model.readByOthers(chat) >= message.seq;
  }

  // Reading

  #moved() {
    const [, last] = this.#list.visible;
    const total = this.#history.total ?? 0;
    const chat = this.#chat;
    const away = !this.#list.atEnd && last < this.#count - 2;
    this.#jump.hidden = !away;
    const label = chat?.unread ? `${t("to_newest")}, ${t("unread", { n: chat.unread })}` : t("to_newest");
    this.#jump.setAttribute("aria-label", label);
    this.#jump.title = t("to_newest");
    this.#jump.dataset.count = chat?.unread ? String(chat.unread) : "";
    const message = this.#history.items[Math.min(last, total - 1)];
    if (message && chat && message.seq > Math.max(chat.read_seq, this.#read)) this.#markRead(message.seq);
  }

  /** The page is looked at again: what is in the window counts as read. */
  seen() {
    if (this.#history.total !== null) this.#moved();
  }

  /** @param {number} seq */
  #markRead(seq) {
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    this.#read = seq;
    void this.#model.link.call("read", { chat: this.#id, seq });
  }
}
