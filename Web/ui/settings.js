/** What a person may set, the shortcuts, and the way out. */
import { reason, t } from "../text/texts.js";
import { install } from "./attention.js";
import { closeDialog, confirmed, openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { appearance } from "./language.js";
import { developerLinks } from "./login.js";
import { passwordDialog } from "./password.js";
import { shortcutList } from "./shortcuts.js";

/** @typedef {import("./model.js").Model} Model */

/** @param {Model} model */
export function settingsDialog(model) {
  const user = model.session.user;
  const installer = install();
  openDialog(
    t("settings"),
    [
      h("p", { class: "muted" }, h("bdi", {}, user?.name ?? ""), user?.email ? ` · ${user.email}` : ""),
      h("div", {}, h("button", { type: "button", onclick: () => passwordDialog(model) }, t("change_password"))),
      ...appearance(model),
      notifications(model),
      installer && h("button", { type: "button", onclick: installer }, t("install")),
      developerLinks(),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", onclick: () => shortcutsDialog() }, t("shortcuts")),
        h("button", { type: "button", class: "danger", onclick: () => logOut(model) }, t("log_out")),
      ),
    ],
    { name: "settings" },
  );
}

export function shortcutsDialog() {
  openDialog(t("shortcuts"), [shortcutList()], { name: "shortcuts" });
}

/** @param {Model} model */
async function logOut(model) {
  const unsent = [...model.outbox.values()].filter((entry) => entry.state !== "acked").length;
  if (unsent > 0 && !(await confirmed(t("unsent_sure", { n: unsent }), t("log_out")))) return;
  closeDialog();
  await model.link.call("logOut").catch((refusal) => console.warn(reason(refusal)));
}

/** @param {Model} model */
function notifications(model) {
  const group = h("fieldset", {}, h("legend", {}, t("notifications")));
  const draw = () => {
    group.querySelectorAll(":not(legend)").forEach((element) => element.remove());
    const say = (/** @type {string} */ key) => group.append(h("p", { class: "muted" }, t(key)));
    if (!("Notification" in globalThis) || !isSecureContext) say("notifications_none");
    else if (Notification.permission === "denied") say("notifications_denied");
    else if (Notification.permission === "default") {
      const ask = async () => {
        const answer = await Notification.requestPermission();
        if (answer === "granted") await model.link.call("settings", { notify: true });
        draw();
      };
      group.append(h("button", { type: "button", onclick: ask }, t("notifications_ask")));
    } else {
      const toggle = (/** @type {Event} */ event) =>
        void model.link.call("settings", { notify: /** @type {HTMLInputElement} */ (event.target).checked });
      const box = h("input", { type: "checkbox", checked: model.settings.notify !== false, onchange: toggle });
      group.append(h("label", { class: "radio" }, box, t("notifications_on")));
    }
  };
  draw();
  return group;
}
