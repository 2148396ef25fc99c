/** The page: log-in, or chats on the left and one of them on the right; on a phone, one at a time. */
import { language, t } from "../text/texts.js";
import { watchAttention, startServiceWorker } from "./attention.js";
import { Conversation } from "./conversation.js";
import { closeDialog, dialogIsOpen, isShown, openDialog } from "./dialog.js";
import { fill, h, isolatedText } from "./dom.js";
import { applySettings } from "./language.js";
import { accountForm, loginScreen } from "./login.js";
import { listen } from "./shortcuts.js";
import { settingsDialog, shortcutsDialog } from "./settings.js";
import { Sidebar } from "./sidebar.js";

/** @typedef {import("./model.js").Model} Model */

export class App {
  #model;
  #root;
  #toast = h("div", { class: "toast", role: "status" });
  /** @type {Sidebar | null} */
  #sidebar = null;
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {number | null} */
  #shown = null;
  #pane = h("div", { class: "pane" });

  /**
   * @param {Model} model
   * @param {HTMLElement} root
   */
  constructor(model, root) {
    this.#model = model;
    this.#root = root;
  }

  start() {
    const model = this.#model;
    document.body.append(this.#toast);
    model.on("settings", () => this.#settings());
    model.on("session", () => this.#session());
    model.on("status", () => this.#sidebar?.showStatus());
    model.on("chats", (change) => this.#chats(change?.removed ?? []));
    for (const topic of /** @type {const} */ (["people", "presence", "typing", "draft"])) {
      model.on(topic, () => this.#sidebar?.list.soon());
    }
    addEventListener("hashchange", () => this.#route());
    for (const event of ["visibilitychange", "focus", "blur"]) {
      (event === "visibilitychange" ? document : window).addEventListener(event, () => this.#looked());
    }
    listen({
      search: () => this.#sidebar?.focusSearch(),
      create: () => this.#sidebar?.create(),
      move: (step) => this.#move(step),
      newest: () => this.#conversation?.newest(),
      escape: () => this.open(null),
      help: shortcutsDialog,
    });
    watchAttention(model, (chat) => this.open(chat));
    void startServiceWorker(() => this.#newVersion());
  }

  /** @param {number | null} chat */
  open(chat) {
    location.hash = chat === null ? "" : `chat/${chat}`;
  }

  /** Draws everything anew: at first, with another session, in another language. */
  #draw() {
    this.#conversation?.leave();
    this.#conversation = null;
    this.#shown = null;
    const { user } = this.#model.session;
    if (!user) {
      this.#sidebar = null;
      const before = this.#root.querySelector(/** @type {"form"} */ ("form.account"));
      fill(this.#root, loginScreen(this.#model, before));
      // A phone would answer with its keyboard.
      if (before) this.#root.querySelector(/** @type {"button"} */ (".language"))?.focus();
      else if (matchMedia("(pointer: fine)").matches) this.#root.querySelector(/** @type {"input"} */ (".field:not([hidden]) input"))?.focus();
      return;
    }
    this.#sidebar = new Sidebar(this.#model, (chat) => this.open(chat));
    fill(this.#root, h("div", { class: "app" }, this.#sidebar.element, this.#pane));
    this.#route(true);
  }

  #settings() {
    const reopen = isShown("settings");
    const changed = applySettings(this.#model);
    // The engine may run where the browser's languages are not known.
    void this.#model.link.call("speak", { language });
    if (!changed || !this.#model.ready) return;
    if (this.#root.childElementCount > 0) this.#draw();
    if (reopen) settingsDialog(this.#model);
  }

  #session() {
    const { user, expired } = this.#model.session;
    const drawn = this.#root.dataset.user;
    const now = String(user?.id ?? "");
    if (drawn !== now) {
      closeDialog();
      this.#root.dataset.user = now;
      this.#draw();
    }
    if (expired && !isShown("expired")) this.#askAgain();
    else if (!expired && isShown("expired")) closeDialog();
  }

  /** The session is over: asks for the password over everything that is there. */
  #askAgain() {
    const email = this.#model.session.user?.email ?? "";
    const form = accountForm(this.#model, { register: false, only: true, email, done: closeDialog });
    const out = () => void this.#model.link.call("logOut");
    const leave = h("button", { type: "button", class: "link", onclick: out }, t("log_out"));
    openDialog(t("expired_title"), [h("p", {}, t("expired_text")), form, leave], { closable: false, name: "expired" });
    form.querySelector("input[type=password]")?.setAttribute("autofocus", "");
    /** @type {HTMLElement | null} */ (form.querySelector("input[type=password]"))?.focus();
  }

  /** @param {import("../core/types.js").Chat[]} removed */
  #chats(removed) {
    for (const chat of removed) {
      if (chat.id !== this.#shown) continue;
      closeDialog();
      this.#say(t("removed_from", { name: chat.name }));
      this.open(null);
    }
    if (!this.#sidebar) return;
    this.#sidebar.list.soon();
    if (this.#model.chats.size === 0 || this.#shown === null) {
      this.#sidebar.draw();
      this.#route();
      if (this.#shown === null) fill(this.#pane, this.#nothing());
    }
  }

  /** @param {boolean} [anew] */
  #route(anew = false) {
    if (!this.#sidebar) return;
    const id = Number(/^#chat\/(\d+)$/.exec(location.hash)?.[1] ?? 0);
    const chat = this.#model.chats.get(id);
    if (!anew && (chat?.id ?? null) === this.#shown && this.#pane.childElementCount > 0) return;
    const before = this.#shown;
    this.#conversation?.leave();
    this.#conversation = chat ? new Conversation(this.#model, chat) : null;
    this.#shown = chat?.id ?? null;
    this.#root.dataset.chat = chat ? "open" : "none";
    fill(this.#pane, this.#conversation?.element ?? this.#nothing());
    this.#sidebar.list.current = this.#shown;
    this.#sidebar.list.draw();
    this.#conversation?.placed();
    if (!chat && before) this.#sidebar.element.querySelector(/** @type {"a"} */ (`[data-chat="${before}"]`))?.focus();
    this.#looked();
  }

  #nothing() {
    const { chats, loaded, session } = this.#model;
    const key = loaded && chats.size === 0 ? "welcome" : "choose_chat";
    const values = { name: isolatedText(session.user?.name ?? ""), email: session.user?.email };
    const hint = h("p", { class: "muted" }, t(`${key}_text`, values));
    return h("main", { class: "nothing" }, h("div", {}, h("h2", {}, t(key, values)), hint));
  }

  /** @param {number} step */
  #move(step) {
    const ids = this.#sidebar?.list.shown.map((chat) => chat.id) ?? [];
    const place = this.#shown === null ? -1 : ids.indexOf(this.#shown);
    const next = ids[this.#shown === null ? (step > 0 ? 0 : ids.length - 1) : place + step];
    if (next !== undefined && !dialogIsOpen()) this.open(next);
  }

  /** Tells the engine what is looked at, and doubts the connection after a while away. */
  #looked() {
    const visible = document.visibilityState === "visible" && document.hasFocus();
    this.#model.link.view({ visible, chat: this.#shown });
    if (!visible) return;
    void this.#model.link.call("doubt");
    this.#conversation?.seen();
  }

  #newVersion() {
    const reload = () => location.reload();
    this.#say(t("new_version"), h("button", { type: "button", class: "link", onclick: reload }, t("reload")));
  }

  /**
   * @param {string} text
   * @param {HTMLElement} [action]
   */
  #say(text, action) {
    fill(this.#toast, h("span", {}, text), action);
    if (!action) setTimeout(() => this.#toast.textContent === text && fill(this.#toast), 6000);
  }
}
