/** The left side: who one is, the search, the chats. */
import { reason, t } from "../text/texts.js";
import { ChatList } from "./chat-list.js";
import { fill, h, iconButton } from "./dom.js";
import { newChat, privateChat } from "./new-chat.js";
import { finder, personButton } from "./people-search.js";
import { settingsDialog } from "./settings.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Person} Person
 */

export class Sidebar {
  element;
  list;
  #model;
  #open;
  #input;
  #found = h("div", { class: "found" });
  #empty = h("div", { class: "empty" });
  #status = h("div", { class: "status", role: "status" });
  /** @type {any} */
  #counting = null;

  /**
   * @param {Model} model
   * @param {(chat: number) => void} open
   */
  constructor(model, open) {
    this.#model = model;
    this.#open = open;
    const find = finder(model, (people, refusal) => this.#people(people, refusal));
    this.#input = h("input", {
      type: "search",
      class: "search",
      placeholder: t("search_chats"),
      "aria-label": t("search_chats"),
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      oninput: () => {
        this.list.filter = this.#input.value.trim();
        this.draw();
        find(this.#input.value);
      },
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    const scroller = h("div", { class: "scroll" });
    this.list = new ChatList(model, scroller);
    scroller.append(this.list.element, this.#found, this.#empty);
    this.element = h(
      "nav",
      { class: "sidebar", "aria-label": t("chats") },
      h(
        "header",
        {},
        iconButton("gear", t("settings"), { onclick: () => settingsDialog(model), class: "icon-button settings" }),
        h("h1", {}, t("product")),
        iconButton("plus", t("new_chat"), { onclick: () => this.create(), class: "icon-button new-chat" }),
      ),
      this.#status,
      this.#input,
      scroller,
    );
    this.draw();
    this.showStatus();
  }

  create() {
    newChat(this.#model, this.#open);
  }

  focusSearch() {
    this.#input.focus();
    this.#input.select();
  }

  draw() {
    this.list.draw();
    const any = this.#model.chats.size > 0;
    const filtered = this.list.filter !== "";
    if (!this.#model.loaded) fill(this.#empty, h("p", { class: "muted" }, t("loading")));
    else if (!any && !filtered) fill(this.#empty, ...this.#welcome());
    else fill(this.#empty);
  }

  #welcome() {
    return [
      h("h2", {}, t("no_chats")),
      h("p", { class: "muted" }, t("no_chats_text")),
      h("button", { type: "button", class: "primary", onclick: () => this.create() }, t("new_chat")),
    ];
  }

  /** Says nothing as long as all is well. */
  showStatus() {
    clearTimeout(this.#counting);
    const { state, retry_at } = this.#model.status;
    if (state === "live" || state === "idle") return fill(this.#status);
    if (state === "connecting" && !this.#status.firstChild) {
      // Most connections are there before one could read this.
      this.#counting = setTimeout(() => fill(this.#status, t("status_connecting")), 700);
      return;
    }
    if (state === "connecting") return fill(this.#status, t("status_connecting"));
    const tryNow = () => void this.#model.link.call("doubt");
    const retry = h("button", { type: "button", class: "link", onclick: tryNow }, t("retry_now"));
    const count = h("span", { "aria-hidden": "true" });
    fill(this.#status, h("span", { class: "unseen" }, t("status_offline")), count, " ", retry);
    this.#countDown(count, retry_at);
  }

  /**
   * @param {HTMLElement} element
   * @param {number | null} until
   */
  #countDown(element, until) {
    const seconds = Math.ceil(((until ?? 0) - Date.now()) / 1000);
    element.textContent = seconds > 0 ? t("status_retry", { n: seconds }) : t("status_connecting");
    if (seconds > 0) this.#counting = setTimeout(() => this.#countDown(element, until), 1000);
  }

  /**
   * @param {Person[] | null} people
   * @param {any} refusal
   */
  #people(people, refusal) {
    if (people === null) return fill(this.#found);
    const known = new Set(this.list.shown.map((chat) => this.#model.peer(chat)?.id));
    const others = people.filter((person) => !known.has(person.id));
    const note = refusal ? reason(refusal) : others.length || this.list.shown.length ? "" : t("nothing_found");
    fill(
      this.#found,
      others.length > 0 && h("h2", {}, t("found_people")),
      h("ul", { class: "people" }, others.map((person) => personButton(person, (one) => void this.#start(one)))),
      h("p", { class: "muted", role: "status" }, note),
    );
  }

  /** @param {Person} person */
  async #start(person) {
    try {
      this.#open(await privateChat(this.#model, person));
      this.#clear();
    } catch (refusal) {
      this.#people([], refusal);
    }
  }

  #clear() {
    this.#input.value = "";
    this.list.filter = "";
    fill(this.#found);
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && this.#input.value) {
      event.stopPropagation();
      this.#clear();
    } else if (event.key === "Enter" && this.list.filter) {
      const first = this.list.shown[0];
      if (first) this.#open(first.id);
      else this.#found.querySelector("button")?.click();
      if (first) this.#clear();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.list.element.querySelector("a")?.focus();
    }
  }
}
