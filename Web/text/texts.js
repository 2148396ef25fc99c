/** The language that the page speaks, and its texts. */
import { en } from "./en.js";
import { ru } from "./ru.js";
import { Format } from "./format.js";

/** @type {{ [language: string]: { [key: string]: any } }} */
const languages = { ru, en };

let texts = languages.en;
export let language = "en";
export let format = new Format("en");

/**
 * The language to begin with: the chosen one, or the first of the browser's that we have.
 * @param {string | undefined} chosen
 * @param {readonly string[]} preferred
 */
export function choose(chosen, preferred) {
  const candidates = [chosen, ...preferred].map((tag) => tag?.slice(0, 2).toLowerCase() ?? "");
  return candidates.find((tag) => tag in languages) ?? "en";
}

/** @param {string} chosen */
export function speak(chosen) {
  language = chosen;
  texts = languages[chosen];
  format = new Format(chosen);
}

/**
 * A text by its key, with values in the place of `{name}`; a number `n` chooses the form of a plural.
 * @param {string} key
 * @param {{ [name: string]: any }} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const found = texts[key] ?? key;
  const text = typeof found === "string" ? found : format.count(values.n, found);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * Why a call or a message was refused, for people.
 * @param {{ status?: number, code?: string, detail?: unknown }} refusal
 */
export function reason(refusal) {
  const known = texts[`error_${refusal.code}`];
  if (known) return known;
  if (Array.isArray(refusal.detail)) return refusal.detail.map(problem).join(" ");
  return typeof refusal.detail === "string" && refusal.detail ? refusal.detail : t("error_unknown");
}

/** @param {{ type: string, loc: (string | number)[], msg: string, input?: unknown, ctx?: { [name: string]: any } }} problem */
function problem({ type, loc, msg, input, ctx }) {
  const name = String(loc.at(-1));
  const field = texts[`field_${name}`] ?? texts[name] ?? name;
  if (input === "" || (type === "string_too_short" && ctx?.min_length === 1)) return t("invalid_empty", { field });
  if (type === "string_too_short") return t("invalid_short", { field, n: ctx?.min_length });
  if (type === "string_too_long") return t("invalid_long", { field, n: ctx?.max_length });
  if (name === "email") return t("invalid_email");
  return `${field}: ${msg}`;
}
