/** Windows over the page: one at a time, closed by Escape, by their button or by a click beside them. */
import { t } from "../text/texts.js";
import { h, iconButton } from "./dom.js";

/** @type {HTMLDialogElement | null} */
let current = null;

/**
 * @param {string} title
 * @param {(Node | string | false | null)[]} content
 * @param {{ closable?: boolean, name?: string }} [options]
 */
export function openDialog(title, content, options = {}) {
  const { closable = true, name = "" } = options;
  const before = current;
  before?.close();
  // Its own event comes later; until then there would be two of them.
  before?.remove();
  const heading = h("h2", { id: "dialog-title" }, title);
  const close = closable && iconButton("close", t("close"), { onclick: () => dialog.close() });
  const dialog = h(
    "dialog",
    { "aria-labelledby": "dialog-title", "data-name": name },
    h("header", {}, heading, close),
    h("div", { class: "dialog-body" }, content),
  );
  dialog.addEventListener("cancel", (event) => closable || event.preventDefault());
  dialog.addEventListener("click", (event) => closable && event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (current === dialog) current = null;
  });
  document.body.append(dialog);
  dialog.showModal();
  current = dialog;
  return dialog;
}

export function closeDialog() {
  current?.close();
}

export function dialogIsOpen() {
  return current?.open === true;
}

/** @param {string} name */
export function isShown(name) {
  return current?.dataset.name === name;
}

/**
 * Asks before something that cannot be taken back.
 * @param {string} question
 * @param {string} label of the button that does it
 * @returns {Promise<boolean>}
 */
export function confirmed(question, label) {
  return new Promise((resolve) => {
    const yes = h("button", { type: "button", class: "danger", onclick: () => finish(true) }, label);
    const no = h("button", { type: "button", onclick: () => finish(false) }, t("cancel"));
    const dialog = openDialog(label, [h("p", {}, question), h("div", { class: "buttons" }, no, yes)]);
    const finish = (/** @type {boolean} */ answer) => {
      resolve(answer);
      dialog.close();
    };
    dialog.addEventListener("close", () => resolve(false));
  });
}
