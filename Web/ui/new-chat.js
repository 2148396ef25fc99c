/** Starting a chat: with one person, or a group. */
import { reason, t } from "../text/texts.js";
import { closeDialog, openDialog } from "./dialog.js";
import { avatar, fill, h, icon, isolated } from "./dom.js";
import { radios } from "./language.js";
import { peopleSearch } from "./people-search.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Person} Person
 */

/**
 * Opens the private chat with a person; makes it if there is none.
 * @param {Model} model
 * @param {Person} person
 * @returns {Promise<number>} the chat's id
 */
export async function privateChat(model, person) {
  const known = [...model.chats.values()].find((chat) => model.peer(chat)?.id === person.id);
  if (known) return known.id;
  const wished = { name: person.name, chat_type: "private", member_ids: [person.id] };
  const chat = await model.link.call("createChat", wished);
  return chat.id;
}

/**
 * @param {Model} model
 * @param {(chat: number) => void} open
 */
export function newChat(model, open) {
  let group = false;
  /** @type {Map<number, Person>} */
  const chosen = new Map();
  const error = h("p", { class: "error", role: "alert" });
  const chips = h("ul", { class: "chips", "aria-label": t("chosen_people") });
  const name = h("input", { id: "group-name", maxlength: 50, autocomplete: "off", dir: "auto" });
  const nameField = h("div", { class: "field" }, h("label", { for: "group-name" }, t("group_name")), name);
  const createNow = () => attempt(createGroup);
  const create = h("button", { type: "button", class: "primary", onclick: createNow }, t("create_group"));

  const attempt = async (/** @type {() => Promise<number>} */ work) => {
    error.textContent = "";
    try {
      const id = await work();
      closeDialog();
      open(id);
    } catch (refusal) {
      error.textContent = reason(/** @type {any} */ (refusal));
    }
  };
  const createGroup = async () => {
    if (!name.value.trim() && chosen.size === 0) {
      name.focus();
      throw { code: "nameless_group" };
    }
    const names = [...chosen.values()].map((person) => person.name).join(", ");
    const title = name.value.trim() || [...names].slice(0, 50).join("");
    const wished = { name: title, chat_type: "group", member_ids: [...chosen.keys()] };
    const chat = await model.link.call("createChat", wished);
    return chat.id;
  };
  const choose = (/** @type {Person} */ person) => {
    if (!group) return void attempt(() => privateChat(model, person));
    if (!chosen.delete(person.id)) chosen.set(person.id, person);
    draw();
  };
  const search = peopleSearch(model, {
    choose,
    label: t("find_people"),
    isChosen: (person) => chosen.has(person.id),
  });
  const draw = () => {
    nameField.hidden = create.hidden = chips.hidden = !group;
    fill(chips, [...chosen.values()].map((person) => chip(person, () => (choose(person), search.redraw()))));
  };
  const kinds = /** @type {[string, string][]} */ ([["private", t("new_private")], ["group", t("new_group")]]);
  const kind = radios("kind", t("new_chat"), kinds, "private", (value) => {
    group = value === "group";
    draw();
  });
  kind.classList.add("plain");
  draw();
  openDialog(t("new_chat"), [kind, nameField, chips, search.element, error, create], { name: "new-chat" });
  search.input.focus();
}

/**
 * @param {Person} person
 * @param {() => void} remove
 */
function chip(person, remove) {
  const label = t("remove_person", { name: person.name });
  return h(
    "li",
    {},
    avatar(person.name, person.id),
    isolated(person.name),
    h("button", { type: "button", class: "icon-button", "aria-label": label, onclick: remove }, icon("close")),
  );
}
