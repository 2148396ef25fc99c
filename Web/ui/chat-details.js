/** Who is in a chat; adding people, removing them, leaving. */
import { reason, t } from "../text/texts.js";
import { confirmed, dialogIsOpen, openDialog } from "./dialog.js";
import { avatar, fill, h, iconButton, isolated } from "./dom.js";
import { peopleSearch } from "./people-search.js";
import { presenceText } from "./presence.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Chat} Chat
 * @typedef {import("../core/types.js").Person} Person
 */

/**
 * @param {Model} model
 * @param {Chat} chat
 * @param {string} [wrong] why nothing came of what was wanted before
 */
export async function chatDetails(model, chat, wrong = "") {
  const list = h("ul", { class: "people members" });
  const error = h("p", { class: "error", role: "alert" }, wrong);
  const isGroup = chat.type === "group";
  const mayRemove = isGroup && chat.creator_id === model.me;
  /** @type {Person[]} */
  let members = chat.members ?? [];

  const attempt = async (/** @type {() => Promise<any>} */ work) => {
    try {
      await work();
    } catch (refusal) {
      error.textContent = reason(/** @type {any} */ (refusal));
    }
  };
  const draw = () => fill(list, members.map((person) => memberRow(model, person, mayRemove ? removeOther : null)));
  const refresh = () =>
    attempt(async () => {
      members = await model.link.call("members", { chat: chat.id });
      draw();
    });
  // The question takes the place of this window, which then comes back.
  const remove = async (/** @type {number} */ user, /** @type {string} */ question, /** @type {string} */ label) => {
    let problem = "";
    if (await confirmed(question, label)) {
      try {
        await model.link.call("removeMember", { chat: chat.id, user });
        if (user === model.me) return;
      } catch (refusal) {
        problem = reason(/** @type {any} */ (refusal));
      }
    }
    const now = model.chats.get(chat.id);
    if (now && !dialogIsOpen()) await chatDetails(model, now, problem);
  };
  const removeOther = (/** @type {Person} */ { id, name }) => void remove(id, t("remove_sure", { name }), t("remove"));
  const leave = () => void remove(model.me, t("leave_sure", { name: chat.name }), t("leave_group"));
  const add = (/** @type {Person} */ person) =>
    attempt(async () => {
      error.textContent = "";
      await model.link.call("addMembers", { chat: chat.id, user_ids: [person.id] });
      await refresh();
    });

  const leaving = h("button", { type: "button", class: "danger", onclick: leave }, t("leave_group"));

  draw();
  openDialog(
    model.title(chat),
    [
      h("h3", {}, t("members_title")),
      list,
      error,
      isGroup && h("h3", {}, t("add_people")),
      isGroup && peopleSearch(model, { choose: add, label: t("find_people") }).element,
      isGroup && h("div", { class: "buttons" }, leaving),
    ],
    { name: "details" },
  );
  await refresh();
}

/**
 * @param {Model} model
 * @param {Person} person
 * @param {((person: Person) => void) | null} remove
 */
function memberRow(model, person, remove) {
  const mine = person.id === model.me;
  const state = mine ? t("you") : presenceText(model, person.id);
  const label = t("remove_from_group", { name: person.name });
  return h(
    "li",
    { class: "person" },
    avatar(person.name, person.id),
    h("div", { class: "grow" }, isolated(person.name), h("p", { class: "muted small" }, state)),
    remove && !mine && iconButton("close", label, { onclick: () => remove(person) }),
  );
}

