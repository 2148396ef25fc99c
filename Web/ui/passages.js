/** Quiet lines in a talk: who came and who went. */
import { t } from "../text/texts.js";
import { isolatedText } from "./dom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Message} Message
 * @typedef {import("../core/types.js").Passage} Passage
 */

/**
 * Those that belong between a row and the one before it; none where that is not known, since a message is not here yet.
 * @param {Passage[]} passages
 * @param {Message[]} messages with holes
 * @param {number} total how many messages there are
 * @param {number} row below the messages are those that wait to be sent
 */
export function passagesBefore(passages, messages, total, row) {
  if (row > total) return [];
  const after = row === 0 ? 0 : messages[row - 1]?.seq;
  const before = row === total ? Infinity : messages[row]?.seq;
  return passages.filter(({ seq }) => seq > (after ?? Infinity) && seq < (before ?? 0));
}

/**
 * @param {Model} model
 * @param {Passage} passage
 */
export function passageText(model, { came, user_id, name, actor_id }) {
  const values = { name: isolatedText(name), actor: isolatedText(model.nameOf(actor_id)) };
  const what = came ? "added" : actor_id === user_id ? "left" : "removed";
  return t(`passage_${what}${actor_id === model.me ? "_by_you" : ""}`, values);
}
