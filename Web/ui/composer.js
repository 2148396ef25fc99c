/** Where one writes. The text is kept as it is typed, and survives everything but being sent. */
import { t } from "../text/texts.js";
import { h, iconButton } from "./dom.js";

/** @typedef {import("./model.js").Model} Model */

/** What the server takes, in bytes of UTF-8. */
const most = 65_536;
const draftPause = 300;

export class Composer {
  element;
  #model;
  #chat;
  #input;
  #note = h("p", { class: "error", role: "alert" });
  #send;
  /** @type {any} */
  #saving = null;
  onsent = () => {};

  /**
   * @param {Model} model
   * @param {number} chat
   */
  constructor(model, chat) {
    this.#model = model;
    this.#chat = chat;
    this.#input = h("textarea", {
      rows: 1,
      dir: "auto",
      placeholder: t("write"),
      "aria-label": t("write"),
      enterkeyhint: "send",
      oninput: () => this.#typed(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.#input.value = model.drafts[chat] ?? "";
    this.#send = iconButton("send", t("send"), { type: "submit", class: "icon-button send" });
    this.element = h(
      "form",
      { class: "composer", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), this.#submit()) },
      this.#note,
      h("div", { class: "composer-line" }, this.#input, this.#send),
    );
    this.#check();
  }

  focus() {
    // A phone would answer with its keyboard.
    if (matchMedia("(pointer: fine)").matches) this.#input.focus();
  }

  /** The field has its place on the page: makes it as high as its text. */
  placed() {
    this.#grow();
  }

  /** Another tab has written, or sent. */
  takeDraft() {
    if (document.hasFocus() && document.activeElement === this.#input) return;
    this.#input.value = this.#model.drafts[this.#chat] ?? "";
    this.#check();
    this.#grow();
  }

  leave() {
    clearTimeout(this.#saving);
    this.#save();
  }

  #typed() {
    this.#check();
    this.#grow();
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#save(), draftPause);
    if (this.#input.value.trim()) void this.#model.link.call("typing", { chat: this.#chat });
  }

  #save() {
    if ((this.#model.drafts[this.#chat] ?? "") === this.#input.value) return;
    void this.#model.link.call("draft", { chat: this.#chat, text: this.#input.value });
  }

  #check() {
    const text = this.#input.value;
    // Nothing short of this many letters can be too long.
    const size = text.length * 4 > most ? new TextEncoder().encode(text).length : 0;
    this.#note.textContent = size > most ? t("too_long", { n: size, most }) : "";
    this.#send.disabled = text.trim() === "" || size > most;
  }

  #grow() {
    this.#input.style.height = "auto";
    this.#input.style.height = `${this.#input.scrollHeight + 2}px`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing) return;
    if (!event.ctrlKey && !event.metaKey && !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    if (this.#send.disabled) return;
    clearTimeout(this.#saving);
    void this.#model.send(this.#chat, this.#input.value);
    this.#input.value = "";
    delete this.#model.drafts[this.#chat];
    this.#check();
    this.#grow();
    this.#input.focus();
    this.onsent();
  }
}
