/** Who types and who is there: what is told and never kept. */

/**
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").Presence} Presence
 * @typedef {import("./types.js").View} View
 */
import { moment } from "./wire.js";
import { byActivity } from "./chats.js";

/** The server passes on one notice in this time, in milliseconds. */
const typingPause = 3_000;
/** How many people the server lets a connection watch. */
const watchable = 200;

export class Passing {
  #clock;
  #emit;
  #say;
  /** @type {Map<number, number>} */
  #typed = new Map();
  /** @type {Map<number, Presence>} */
  presence = new Map();
  /** @type {View[]} */
  #views = [];
  #watched = "";

  /**
   * @param {import("./types.js").Clock} clock
   * @param {(event: string, data: any) => void} emit
   * @param {(frame: Frame) => boolean} say
   */
  constructor(clock, emit, say) {
    this.#clock = clock;
    this.#emit = emit;
    this.#say = say;
  }

  clear() {
    this.presence.clear();
    this.#typed.clear();
    this.#watched = "";
  }

  /** Nothing is known of anybody without a connection. */
  lost() {
    this.#watched = "";
    if (this.presence.size === 0) return;
    const offline = [...this.presence.keys()].map((id) => [id, { online: false, last_seen: null }]);
    this.presence.clear();
    this.#emit("presence", offline);
  }

  /** @param {import("./chats.js").Chats} chats */
  live(chats) {
    this.views(this.#views, chats);
  }

  /**
   * What the tabs show now; whom to watch follows from it.
   * @param {View[]} views
   * @param {import("./chats.js").Chats} chats
   */
  views(views, chats) {
    this.#views = views;
    const shown = views.flatMap((view) => (view.chat === null ? [] : (chats.all.get(view.chat) ?? [])));
    const recent = [...chats.all.values()].filter((chat) => chat.type === "private").sort(byActivity);
    const people = [...shown, ...recent].flatMap((chat) => chat.members ?? []).map((member) => member.id);
    const watched = [...new Set(people)].filter((id) => id !== chats.me).slice(0, watchable);
    const key = [...watched].sort((a, b) => a - b).join();
    if (key === this.#watched) return;
    if (this.#say({ type: "presence", user_ids: watched })) this.#watched = key;
  }

  /** @param {number} chat */
  type(chat) {
    const now = this.#clock.now();
    if (now - (this.#typed.get(chat) ?? -Infinity) < typingPause) return;
    if (this.#say({ type: "typing", chat_id: chat })) this.#typed.set(chat, now);
  }

  /** @param {Frame} frame */
  take(frame) {
    if (frame.type === "typing") {
      const until = this.#clock.now() + Number(frame.expires_in ?? 6) * 1000;
      this.#emit("typing", { chat: frame.chat_id, user: frame.user_id, until });
      return;
    }
    const last_seen = frame.last_seen ? moment(frame.last_seen) : null;
    this.presence.set(frame.user_id, { online: frame.online, last_seen });
    this.#emit("presence", [[frame.user_id, { online: frame.online, last_seen }]]);
  }

  /**
   * Who has sent a message types no longer.
   * @param {import("./types.js").Message} message
   */
  wrote(message) {
    this.#typed.delete(message.chat_id);
    this.#emit("typing", { chat: message.chat_id, user: message.sender_id, until: 0 });
  }
}
