/** The keyboard: what each key does, in one table, and their list for people. */
import { t } from "../text/texts.js";
import { closeDialog, dialogIsOpen } from "./dialog.js";
import { h } from "./dom.js";

/**
 * @typedef {object} Actions
 * @property {() => void} search
 * @property {() => void} create
 * @property {(step: number) => void} move
 * @property {() => void} newest
 * @property {() => void} escape
 * @property {() => void} help
 */

/** @type {[keys: string[], key: string, between?: string][]} */
const list = [
  [["Enter"], "key_send"],
  [["Shift", "Enter"], "key_newline"],
  [["Ctrl", "K"], "key_search"],
  [["Alt", "N"], "key_new"],
  [["Alt", "↓"], "key_next"],
  [["Alt", "↑"], "key_previous"],
  [["Alt", "End"], "key_newest"],
  [["Page Up", "Page Down"], "key_scroll", " "],
  [["Esc"], "key_escape"],
  [["?"], "key_help"],
];

export function shortcutList() {
  const keys = (/** @type {string[]} */ names, between = " + ") =>
    names.flatMap((name, place) => [place > 0 ? between : "", h("kbd", {}, name)]);
  const lines = list.flatMap(([names, key, between]) => [h("dt", {}, keys(names, between)), h("dd", {}, t(key))]);
  return h("dl", { class: "shortcuts" }, lines);
}

/** @param {Actions} actions */
export function listen(actions) {
  /** @type {{ [combination: string]: () => void }} */
  const table = {
    "ctrl+KeyK": actions.search,
    "alt+KeyN": actions.create,
    "alt+ArrowDown": () => actions.move(1),
    "alt+ArrowUp": () => actions.move(-1),
    "alt+End": actions.newest,
  };
  const hear = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const action = table[combination(event)] ?? plainKey(event, actions);
    if (!action) return;
    event.preventDefault();
    action();
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}

/** @param {KeyboardEvent} event */
function combination(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("ctrl");
  if (event.altKey) parts.push("alt");
  if (event.shiftKey) parts.push("shift");
  // By place, so that they work in every layout.
  return [...parts, event.code].join("+");
}

/**
 * @param {KeyboardEvent} event
 * @param {Actions} actions
 */
function plainKey(event, actions) {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const inText = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  if (event.key === "Escape" && !dialogIsOpen()) return actions.escape;
  if (event.key === "?" && !inText) return dialogIsOpen() ? closeDialog : actions.help;
  return null;
}
