/** Makes elements. Text becomes text nodes; nothing here, and nothing elsewhere, reads a string as HTML. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{ [name: string]: any }} [properties] `onclick` and the like are listeners, the rest attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, ...children);
  return element;
}

/**
 * Puts children in the place of all that is there.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().flatMap((child) => (child ? [child] : [])));
}

/**
 * A name of somebody's choosing: its direction stays inside.
 * @param {string} name
 */
export function isolated(name) {
  return h("bdi", {}, name);
}

/**
 * The same for texts that cannot hold elements, such as titles.
 * @param {string} name
 */
export function isolatedText(name) {
  return `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;
}

const shapes = {
  back: "M15 5l-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  gear: "M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 1 0 0-14M16 16l4 4",
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12l15-7-5 15-3-6-7-2z",
  down: "M6 9l6 6 6-6",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 11v6M12 7.5v.5",
  tick: "M5 12.5l4.5 4.5L19 7",
  ticks: "M2 12.5l4.5 4.5L15 7M11 16l1.5 1.5L22 7",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 7v5l3 2",
  warning: "M12 4L2.5 20h19L12 4zM12 10v5M12 17.5v.5",
};

/**
 * @param {keyof typeof shapes} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

/**
 * A button that shows a picture and says a word.
 * @param {keyof typeof shapes} picture
 * @param {string} label
 * @param {{ [name: string]: any }} properties
 */
export function iconButton(picture, label, properties) {
  const named = { type: "button", class: "icon-button", "aria-label": label, title: label };
  return h("button", { ...named, ...properties }, icon(picture));
}

/**
 * The picture of a chat or a person: letters on a colour that stays.
 * @param {string} name
 * @param {number} id
 * @param {boolean} [group]
 */
export function avatar(name, id, group = false) {
  const words = name.trim().split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "");
  const label = letters.join("").toLocaleUpperCase() || "#";
  return h("span", { class: `avatar tint-${Math.abs(id) % 8}${group ? " group" : ""}`, "aria-hidden": "true" }, label);
}
