/**
 * Finds the links in a message. What comes out is text and addresses, never markup.
 *
 * @typedef {{ text: string, href: string | null }} Part
 */

/** Marks that change the direction of text: an address ends before one, so that it reads as it is. */
const marks = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const inAddress = `[^\\s<>"'\`${marks}]+`;
const mail = "[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+";
const pattern = new RegExp(`https?://${inAddress}|mailto:${inAddress}|${mail}`, "giu");

/**
 * @param {string} text
 * @returns {Part[]}
 */
export function linkify(text) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const found = trimmed(match[0]);
    const href = address(found);
    if (!href) continue;
    const start = match.index ?? 0;
    if (start > end) parts.push({ text: text.slice(end, start), href: null });
    parts.push({ text: found, href });
    end = start + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/**
 * Without the punctuation that belongs to the sentence; a closing bracket stays if it was opened in the address.
 * @param {string} found
 */
function trimmed(found) {
  let text = found;
  for (;;) {
    const last = text.at(-1) ?? "";
    const unbalanced = last === ")" && text.split("(").length < text.split(")").length;
    if (!/[.,;:!?'"»”\]}*_]/.test(last) && !unbalanced) return text;
    text = text.slice(0, -1);
  }
}

/**
 * @param {string} text
 * @returns {string | null} an address of http, https or mailto; null for everything else
 */
function address(text) {
  try {
    const url = new URL(/^[a-z]+:/i.test(text) ? text : `mailto:${text}`);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
