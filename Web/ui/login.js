/** The first screen: log in or make an account; and the way to the documentation. */
import { t } from "../text/texts.js";
import { fill, h } from "./dom.js";
import { askFor, field, onSubmit, passwordField } from "./form.js";
import { languageButton } from "./language.js";

/** @typedef {import("./model.js").Model} Model */

export function developerLinks() {
  // The operator may have switched the documentation off.
  if (document.body.dataset.docs === "no") return null;
  const link = (/** @type {string} */ href, /** @type {string} */ key) => h("li", {}, h("a", { href }, t(key)));
  return h(
    "nav",
    { class: "developer-links", "aria-label": t("for_developers") },
    h("h2", {}, t("for_developers")),
    h("ul", {}, ["tour", "docs", "redoc", "asyncapi"].map((page) => link(page, `link_${page}`))),
  );
}

/**
 * @param {Model} model
 * @param {HTMLFormElement | null} before the form in whose place this one comes, in another language
 */
export function loginScreen(model, before) {
  const register = before ? before.dataset.registers === "yes" : model.settings.known !== true;
  const form = accountForm(model, { register });
  const inputs = form.querySelectorAll("input");
  before?.querySelectorAll("input").forEach((input, place) => (inputs[place].value = input.value));
  return h(
    "main",
    { class: "login" },
    h(
      "div",
      { class: "card" },
      h("img", { src: new URL("../icons/icon.svg", import.meta.url).href, alt: "", width: 56, height: 56 }),
      h("h1", {}, t("product")),
      h("p", { class: "muted" }, t("tagline")),
      form,
    ),
    developerLinks(),
    h("p", {}, languageButton(model)),
  );
}

/**
 * The fields, and what happens with them.
 * @param {Model} model
 * @param {{ register: boolean, email?: string, only?: boolean, done?: () => void }} options
 */
export function accountForm(model, options) {
  let registers = options.register;
  const error = h("p", { class: "error", role: "alert" });
  const name = field("name", { autocomplete: "name", maxlength: 50 });
  const email = field("email", { type: "email", autocomplete: "username", inputmode: "email", value: options.email });
  const password = passwordField("password", registers);
  const passwordInput = /** @type {HTMLInputElement} */ (password.querySelector("input"));
  const submit = h("button", { type: "submit", class: "primary" });
  const other = h("button", { type: "button", class: "link", onclick: () => turn(!registers) });
  const question = h("p", { class: "muted" });
  const fields = [name, email, password, error, submit, !options.only && question];
  const form = h("form", { novalidate: true, class: "account" }, fields);

  const turn = (/** @type {boolean} */ register) => {
    registers = register;
    form.dataset.registers = register ? "yes" : "no";
    name.hidden = !register;
    askFor(password, register);
    submit.textContent = t(register ? "register" : "log_in");
    other.textContent = t(register ? "log_in" : "register");
    fill(question, `${t(register ? "have_account" : "no_account")} `, other);
    error.textContent = "";
  };
  turn(registers);

  onSubmit(form, async (values) => {
    await model.link.call(registers ? "register" : "logIn", values);
    void model.link.call("settings", { known: true });
    passwordInput.value = "";
    options.done?.();
  });
  return form;
}
