/** Forms: their fields, and what happens when they are sent. */
import { reason, t } from "../text/texts.js";
import { h } from "./dom.js";

/**
 * Does with the values what the form is for, or says below the fields why that was refused.
 * @param {HTMLFormElement} form
 * @param {(values: any) => Promise<void>} work
 */
export function onSubmit(form, work) {
  const submit = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    showRefusal(form, null);
    try {
      await work(Object.fromEntries(new FormData(form)));
    } catch (refusal) {
      showRefusal(form, refusal);
    } finally {
      submit.disabled = false;
    }
  });
}

/**
 * In the order of the fields; those that are wrong are marked, and the first of them gets the focus.
 * @param {HTMLFormElement} form
 * @param {any} refusal null when there is none any more
 */
function showRefusal(form, refusal) {
  const inputs = [...form.querySelectorAll("input")];
  const place = (/** @type {any} */ problem) => inputs.findIndex((input) => input.name === problem.loc.at(-1));
  const inOrder = (/** @type {any} */ one, /** @type {any} */ other) => place(one) - place(other);
  const problems = Array.isArray(refusal?.detail) ? [...refusal.detail].sort(inOrder) : null;
  const wrong = new Set(problems?.map((problem) => inputs[place(problem)]));
  for (const input of inputs) input.setAttribute("aria-invalid", String(wrong.has(input)));
  const error = /** @type {HTMLElement} */ (form.querySelector(".error"));
  error.textContent = refusal ? reason(problems ? { ...refusal, detail: problems } : refusal) : "";
  inputs.find((input) => wrong.has(input))?.focus();
}

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
  const button = h("button", { type: "button", class: "link reveal", onclick: () => show(input.type === "password") });
  const show = (/** @type {boolean} */ shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = t(shown ? "hide" : "show");
    button.setAttribute("aria-label", t(shown ? "hide_password" : "show_password"));
  };
  show(false);
  return button;
}
