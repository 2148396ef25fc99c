/** Fields of forms. */
import { t } from "../text/texts.js";
import { h } from "./dom.js";

/**
 * @param {string} key
 * @param {{ [name: string]: any }} attributes
 */
export function field(key, attributes) {
  const id = `field-${key}`;
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, t(key)),
    h("input", { id, name: key, type: "text", required: true, spellcheck: "false", dir: "auto", ...attributes }),
  );
}

/**
 * A password, which can be shown.
 * @param {string} key
 * @param {boolean} isNew
 */
export function passwordField(key, isNew) {
  const element = field(key, { type: "password", maxlength: 64 });
  const hint = h("span", { class: "hint", id: `hint-${key}` }, t("password_hint"));
  element.append(reveal(/** @type {HTMLInputElement} */ (element.querySelector("input"))), hint);
  askFor(element, isNew);
  return element;
}

/**
 * Asks for a new password, and says what one must be like, or for the one that there is.
 * @param {HTMLElement} element
 * @param {boolean} isNew
 */
export function askFor(element, isNew) {
  const input = /** @type {HTMLInputElement} */ (element.querySelector("input"));
  const hint = /** @type {HTMLElement} */ (element.querySelector(".hint"));
  input.autocomplete = isNew ? "new-password" : "current-password";
  input.setAttribute("aria-describedby", isNew ? hint.id : "");
  hint.hidden = !isNew;
}

/** @param {HTMLInputElement} input */
function reveal(input) {
  const button = h("button", {
    type: "button",
    class: "link reveal",
    onclick: () => {
      const hidden = input.type === "password";
      input.type = hidden ? "text" : "password";
      button.textContent = t(hidden ? "hide_password" : "show_password");
    },
  });
  button.textContent = t("show_password");
  return button;
}
