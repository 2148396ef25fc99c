/** Changing the password, which ends the sessions of all other devices. */
import { reason, t } from "../text/texts.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { passwordField } from "./form.js";

/** @param {import("./model.js").Model} model */
export function passwordDialog(model) {
  const error = h("p", { class: "error", role: "alert" });
  // Says to who keeps passwords whose this is.
  const email = model.session.user?.email ?? "";
  const whose = h("input", { type: "email", autocomplete: "username", value: email, hidden: true, readonly: true });
  const old = passwordField("old_password", false);
  const fresh = passwordField("new_password", true);
  const submit = h("button", { type: "submit", class: "primary" }, t("change_password"));
  const form = h("form", { novalidate: true, class: "account" }, whose, old, fresh, error, submit);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    error.textContent = "";
    try {
      await model.link.call("changePassword", Object.fromEntries(new FormData(form)));
      openDialog(t("password_changed"), [h("p", { role: "status" }, t("password_changed_text"))], { name: "password" });
    } catch (refusal) {
      error.textContent = reason(/** @type {any} */ (refusal));
    } finally {
      submit.disabled = false;
    }
  });
  openDialog(t("change_password"), [h("p", { class: "muted" }, t("change_password_text")), form], { name: "password" });
}
