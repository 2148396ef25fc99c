/** Words for who is there and who types. */
import { daysBetween } from "../text/format.js";
import { format, t } from "../text/texts.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Chat} Chat
 */

/**
 * @param {Model} model
 * @param {number} id
 */
export function presenceText(model, id) {
  const presence = model.presence.get(id);
  if (presence?.online) return t("online");
  if (!presence?.last_seen) return "";
  const now = Date.now();
  const at = presence.last_seen;
  const time = daysBetween(at, now) < 7 ? `${format.day(at, now)}, ${format.time(at)}` : format.day(at, now);
  return t("seen", { time: time.toLocaleLowerCase() });
}

/**
 * @param {Model} model
 * @param {Chat} chat
 */
export function typingText(model, chat) {
  const people = model.typists(chat.id);
  if (people.length === 0) return "";
  if (chat.type === "private") return t("types_private");
  if (people.length > 1) return t("types_many", { n: people.length });
  return t("types", { name: model.nameOf(people[0]) });
}

/**
 * The line below a chat's name.
 * @param {Model} model
 * @param {Chat} chat
 */
export function subtitle(model, chat) {
  if (model.status.state === "offline") return t("status_offline");
  const typing = typingText(model, chat);
  if (typing) return typing;
  const peer = model.peer(chat);
  if (peer) return presenceText(model, peer.id);
  return t("members", { n: chat.member_count });
}
