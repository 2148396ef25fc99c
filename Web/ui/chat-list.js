/** The list of chats, the newest first. Rows are kept and moved, so that the focus stays where it is. */
import { format, t } from "../text/texts.js";
import { avatar, fill, h, icon, isolated } from "./dom.js";
import { typingText } from "./presence.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Chat} Chat
 */

/** How many rows are made at first, and each time the end comes near. */
const step = 60;

export class ChatList {
  element = h("ul", { class: "chat-list" });
  #model;
  /** @type {number | null} */
  current = null;
  filter = "";
  #most = step;
  /** @type {Map<number, { element: HTMLLIElement, sign: string }>} */
  #rows = new Map();
  #waiting = false;

  /**
   * @param {Model} model
   * @param {HTMLElement} scroller
   */
  constructor(model, scroller) {
    this.#model = model;
    scroller.addEventListener("scroll", () => {
      if (this.#rows.size < this.#most) return;
      if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 600) return;
      this.#most += step;
      this.draw();
    });
  }

  /** What is shown, in its order. */
  get shown() {
    const words = this.filter.toLocaleLowerCase();
    const all = this.#model.ordered;
    return words ? all.filter((chat) => this.#model.title(chat).toLocaleLowerCase().includes(words)) : all;
  }

  /** Draws before the next picture, once, however often it is asked. */
  soon() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.draw();
    });
  }

  draw() {
    const shown = this.shown.slice(0, this.#most);
    const ids = new Set(shown.map((chat) => chat.id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let place = this.element.firstElementChild;
    for (const chat of shown) {
      const element = this.#row(chat);
      if (element === place) place = place.nextElementSibling;
      else this.element.insertBefore(element, place);
    }
  }

  /** @param {Chat} chat */
  #row(chat) {
    const sign = this.#sign(chat);
    const row = this.#rows.get(chat.id) ?? { element: h("li"), sign: "" };
    if (row.sign !== sign) {
      const focused = row.element.contains(document.activeElement);
      fill(row.element, this.#draw(chat));
      row.sign = sign;
      if (focused) row.element.querySelector("a")?.focus();
    }
    this.#rows.set(chat.id, row);
    return row.element;
  }

  /** @param {Chat} chat */
  #sign(chat) {
    const { id } = chat;
    const entry = this.#model.entries(id).at(-1);
    const peer = this.#model.peer(chat);
    return JSON.stringify([
      this.#model.title(chat), chat.unread, chat.last_message?.id, id === this.current, this.#model.drafts[id],
      entry?.cmid, entry?.state, typingText(this.#model, chat), peer && this.#model.presence.get(peer.id)?.online,
      this.#ticks(chat), new Date().toDateString(), this.#model.people.get(chat.last_message?.sender_id ?? 0),
    ]);
  }

  /** @param {Chat} chat */
  #draw(chat) {
    const model = this.#model;
    const title = model.title(chat);
    const peer = model.peer(chat);
    const online = peer !== null && model.presence.get(peer.id)?.online === true;
    const at = model.entries(chat.id).at(-1)?.at ?? chat.last_message?.at;
    const current = chat.id === this.current;
    const picture = avatar(title, peer?.id ?? chat.id, chat.type === "group");
    return h(
      "a",
      { href: `#chat/${chat.id}`, class: "chat-row", "aria-current": current ? "true" : null, "data-chat": chat.id },
      h("span", { class: `avatar-box${online ? " online" : ""}` }, picture),
      h("span", { class: "chat-name" }, isolated(title), online && h("span", { class: "unseen" }, `, ${t("online")}`)),
      h("span", { class: "chat-time" }, this.#tickIcon(chat), at ? format.brief(at, Date.now()) : ""),
      h("span", { class: "chat-last" }, this.#last(chat)),
      chat.unread > 0 && unreadBadge(chat.unread),
    );
  }

  /** @param {Chat} chat */
  #ticks(chat) {
    const entry = this.#model.entries(chat.id).at(-1);
    if (entry) return entry.state === "failed" ? "warning" : entry.state === "acked" ? "tick" : "clock";
    const last = chat.last_message;
    if (!last || last.sender_id !== this.#model.me) return null;
    return this.#model.readByOthers(chat) >= last.seq ? "ticks" : "tick";
  }

  /** @param {Chat} chat */
  #tickIcon(chat) {
    const picture = this.#ticks(chat);
    if (!picture) return null;
    const words = { warning: "not_sent", tick: "sent", ticks: "read", clock: "waiting" };
    const word = picture === "warning" ? t("not_sent", { reason: "" }) : t(words[picture]);
    return h("span", { class: "tick" }, icon(picture), h("span", { class: "unseen" }, `${word} `));
  }

  /** @param {Chat} chat */
  #last(chat) {
    const model = this.#model;
    const typing = typingText(model, chat);
    if (typing) return h("span", { class: "typing" }, typing);
    const draft = chat.id === this.current ? "" : model.drafts[chat.id];
    if (draft) return [h("span", { class: "draft" }, t("draft")), " ", isolated(firstLine(draft))];
    const entry = model.entries(chat.id).at(-1);
    if (entry) return [`${t("you_wrote")} `, isolated(firstLine(entry.text))];
    const last = chat.last_message;
    if (!last) return "";
    const mine = last.sender_id === model.me;
    const who = mine ? t("you_wrote") : chat.type === "group" ? `${model.nameOf(last.sender_id)}:` : "";
    return [who && isolated(who), who ? " " : "", isolated(firstLine(last.text))];
  }
}

/** @param {number} count */
function unreadBadge(count) {
  return h(
    "span",
    { class: "badge" },
    h("span", { "aria-hidden": "true" }, count > 999 ? "999+" : String(count)),
    h("span", { class: "unseen" }, t("unread", { n: count })),
  );
}

/** @param {string} text */
function firstLine(text) {
  return text.slice(0, 160).replace(/\s+/gu, " ");
}
