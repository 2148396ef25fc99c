/** A field that finds people on the server while one types, and the list of who was found. */
import { reason, t } from "../text/texts.js";
import { avatar, fill, h, isolated } from "./dom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Person} Person
 */

const pause = 250;

/**
 * Asks for people as the text changes; the answer to an older text is dropped.
 * @param {Model} model
 * @param {(people: Person[] | null, refusal: any) => void} found null when the text is too short to ask
 */
export function finder(model, found) {
  let latest = "";
  /** @type {any} */
  let timer;
  return (/** @type {string} */ text) => {
    latest = text.trim();
    clearTimeout(timer);
    const query = latest;
    if ([...query].length < 2) return found(null, null);
    timer = setTimeout(async () => {
      try {
        const people = await model.link.call("search", { query });
        if (query === latest) found(people.filter((/** @type {Person} */ person) => person.id !== model.me), null);
      } catch (refusal) {
        if (query === latest) found([], refusal);
      }
    }, pause);
  };
}

/**
 * @param {Person} person
 * @param {(person: Person) => void} choose
 * @param {boolean} [chosen]
 */
export function personButton(person, choose, chosen) {
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "person", onclick: () => choose(person), "aria-pressed": chosen?.toString() },
      avatar(person.name, person.id),
      isolated(person.name),
    ),
  );
}

/**
 * @param {Model} model
 * @param {{ choose: (person: Person) => void, isChosen?: (person: Person) => boolean, label: string }} options
 */
export function peopleSearch(model, { choose, isChosen, label }) {
  const list = h("ul", { class: "people" });
  const note = h("p", { class: "muted", role: "status" }, t("find_hint"));
  /** @type {Person[]} */
  let shown = [];
  const chosen = (/** @type {Person} */ person) => {
    choose(person);
    draw();
  };
  const draw = () => fill(list, shown.map((person) => personButton(person, chosen, isChosen?.(person))));
  const find = finder(model, (people, refusal) => {
    shown = people ?? [];
    draw();
    if (refusal) note.textContent = reason(refusal);
    else if (people === null) note.textContent = t("find_hint");
    else note.textContent = people.length ? "" : t("nothing_found");
  });
  const input = h("input", {
    type: "search",
    id: "people-query",
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
    oninput: () => find(input.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (shown[0]) choose(shown[0]);
      draw();
    },
  });
  const field = h("div", { class: "field" }, h("label", { for: "people-query" }, label), input);
  return { element: h("div", { class: "people-search" }, field, note, list), input, redraw: draw };
}
