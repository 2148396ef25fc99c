/** One message as it is shown. Its text is text; links are found in it, never taken from it. */
import { linkify } from "../text/linkify.js";
import { format, reason, t } from "../text/texts.js";
import { avatar, h, icon, isolated } from "./dom.js";

/**
 * @typedef {import("../core/types.js").Message} Message
 * @typedef {import("../core/types.js").Entry} Entry
 *
 * @typedef {object} Frame what stands around a message
 * @property {boolean} mine
 * @property {boolean} follows on a message of the same person, a moment ago
 * @property {number | null} day the day that begins with it
 * @property {boolean} divider whether the unread ones begin with it
 * @property {string[]} passages who came and went before it
 * @property {boolean} named
 * @property {string} name
 */

/** Longer texts are cut until somebody wants to see them whole. */
const longest = 4_000;
const shownOfLong = 1_500;

/**
 * @param {Message} message
 * @param {Frame} frame
 * @param {boolean} read
 */
export function messageRow(message, frame, read) {
  const state = frame.mine ? mark(read ? "ticks" : "tick", t(read ? "read" : "sent")) : null;
  return row(frame, message.sender_id, message.text, message.at, state);
}

/**
 * @param {Entry} entry
 * @param {Frame} frame
 * @param {{ retry: () => void, discard: () => void }} actions
 */
export function entryRow(entry, frame, actions) {
  const states = /** @type {const} */ ({
    waiting: ["clock", "waiting"],
    sent: ["clock", "sending"],
    acked: ["tick", "sent"],
    failed: ["warning", "waiting"],
  });
  const [picture, word] = states[entry.state];
  const failed = entry.state === "failed";
  const label = failed ? t("not_sent", { reason: reason(entry) }) : t(word);
  const element = row(frame, 0, entry.text, entry.at, mark(picture, label));
  element.classList.add("pending");
  if (failed) {
    element.classList.add("failed");
    element.append(
      h(
        "p",
        { class: "refusal" },
        h("span", {}, label),
        h("button", { type: "button", class: "link", onclick: actions.retry }, t("retry")),
        h("button", { type: "button", class: "link", onclick: actions.discard }, t("discard")),
      ),
    );
  }
  return element;
}

/** A message that is on its way here. */
export function placeholderRow() {
  return h("div", { class: "row placeholder", "aria-hidden": "true" }, h("div", { class: "bubble" }));
}

/**
 * Who came and went after the last message.
 * @param {string[]} passages
 */
export function passageRow(passages) {
  return h("div", { class: "row" }, lines(passages));
}

/** @param {string[]} passages */
function lines(passages) {
  return passages.map((text) => h("p", { class: "passage muted" }, text));
}

/**
 * @param {Frame} frame
 * @param {number} sender
 * @param {string} text
 * @param {number} at
 * @param {Node | null} state
 */
function row(frame, sender, text, at, state) {
  const { mine, follows, day, divider, passages, named, name } = frame;
  // The style keeps a place for the time behind the last word.
  const words = h("div", { class: "text", dir: "auto", "data-time": format.time(at) });
  const cut = text.length > longest;
  words.append(...parts(cut ? `${text.slice(0, shownOfLong)}…` : text));
  const showAll = () => {
    words.replaceChildren(...parts(text));
    more.remove();
  };
  const more = h("button", { type: "button", class: "link", onclick: showAll }, t("show_all"));
  const kinds = `row${mine ? " mine" : ""}${follows ? " follows" : ""}${named ? " named" : ""}`;
  return h(
    "div",
    { class: kinds },
    day !== null && h("p", { class: "day" }, h("span", {}, format.day(day, Date.now()))),
    lines(passages),
    divider && h("p", { class: "divider" }, h("span", {}, t("new_messages"))),
    named && !follows && avatar(name, sender),
    h(
      "div",
      { class: "bubble" },
      named && !follows
        ? h("div", { class: `sender tint-${sender % 8}` }, isolated(name))
        : h("span", { class: "unseen" }, isolated(name), ": "),
      words,
      cut && more,
      h("div", { class: "meta" }, time(at), state),
    ),
  );
}

/** @param {string} text */
function parts(text) {
  return linkify(text).map((part) =>
    part.href
      ? h("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, part.text)
      : document.createTextNode(part.text),
  );
}

/** @param {number} at */
function time(at) {
  return h("time", { datetime: new Date(at).toISOString(), title: format.full(at) }, format.time(at));
}

/**
 * @param {"tick" | "ticks" | "clock" | "warning"} picture
 * @param {string} label
 */
function mark(picture, label) {
  return h("span", { class: `mark ${picture}`, title: label }, icon(picture), h("span", { class: "unseen" }, label));
}
