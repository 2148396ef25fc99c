/** Changing the password, which ends the sessions of all other devices. */
import { t } from "../text/texts.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { onSubmit, passwordField } from "./form.js";

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

  onSubmit(form, async (values) => {
    await model.link.call("changePassword", values);
    openDialog(t("password_changed"), [h("p", { role: "status" }, t("password_changed_text"))], { name: "password" });
  });
  openDialog(t("change_password"), [h("p", { class: "muted" }, t("change_password_text")), form], { name: "password" });
}
