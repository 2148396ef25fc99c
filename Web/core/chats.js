/**
 * All chats of the account, and what events make of them.
 *
 * State and later events give the same as the state fetched anew; an event that is here already changes nothing, and
 * one that leaves a gap is not taken.
 */
import { chat as parseChat, message as parseMessage, passage as parsePassage } from "./wire.js";

/**
 * @typedef {import("./types.js").Chat} Chat
 * @typedef {import("./types.js").Member} Member
 * @typedef {import("./types.js").Message} Message
 * @typedef {import("./types.js").Frame} Frame
 *
 * @typedef {"applied" | "known" | "gap" | "ignored"} Outcome
 */

/** How many messages of others are remembered to count unread ones again. */
const remembered = 500;
/** How many of those who came and went are remembered in a chat. */
const passages = 20;

export class Chats {
  /** @type {Map<number, Chat>} */
  all = new Map();
  user_seq = 0;
  /** Whether the server's state was ever loaded. */
  loaded = false;
  /** Whose chats these are. */
  me = 0;

  /**
   * Takes a whole state in place of what is here.
   * @param {Frame} state
   */
  load(state) {
    this.all = new Map(state.chats.map((/** @type {any} */ body) => [body.id, parseChat(body)]));
    this.user_seq = state.user_seq ?? 0;
    this.loaded = true;
  }

  /** What is kept for the next start. */
  snapshot() {
    return { chats: [...this.all.values()], user_seq: this.user_seq };
  }

  /** @param {{ chats: Chat[], user_seq: number }} kept */
  restore(kept) {
    // What an earlier version has kept knows no passages.
    this.all = new Map(kept.chats.map((chat) => [chat.id, { ...chat, passages: chat.passages ?? [] }]));
    this.user_seq = kept.user_seq;
    this.loaded = true;
  }

  /**
   * @param {Frame} frame
   * @returns {Outcome}
   */
  apply(frame) {
    switch (frame.type) {
      case "message":
        return this.#change(frame, (chat) => this.#message(chat, parseMessage(frame)));
      case "member_joined":
        return this.#change(frame, (chat) => this.#joined(chat, frame));
      case "member_left":
        return this.#change(frame, (chat) => this.#left(chat, frame));
      case "receipt":
        return this.#receipt(frame);
      case "chat_added":
        return this.#account(frame, () => this.#added(frame));
      case "chat_removed":
        return this.#account(frame, () => this.all.delete(frame.chat_id));
      case "unread":
        return this.#account(frame, () => this.#unread(frame));
      default:
        return "ignored";
    }
  }

  /**
   * The person has seen everything up to `seq`: shown at once, before the server has counted.
   * @param {number} id
   * @param {number} seq
   * @returns {boolean} whether that is news
   */
  read(id, seq) {
    const chat = this.all.get(id);
    if (!chat || seq <= chat.read_seq) return false;
    chat.read_seq = seq;
    if (seq >= chat.last_seq) chat.unread = 0;
    else chat.unread = Math.min(chat.unread, after(chat, seq) || chat.unread);
    return true;
  }

  /**
   * @param {Frame} frame
   * @param {(chat: Chat) => void} take
   * @returns {Outcome}
   */
  #change(frame, take) {
    const chat = this.all.get(frame.chat_id);
    if (!chat) return "ignored";
    if (frame.seq <= chat.last_seq) return "known";
    if (frame.seq > chat.last_seq + 1) return "gap";
    chat.last_seq = frame.seq;
    take(chat);
    return "applied";
  }

  /**
   * @param {Chat} chat
   * @param {Message} message
   */
  #message(chat, message) {
    chat.last_message = message;
    if (message.sender_id === this.me) return;
    chat.others.push(message.seq);
    if (chat.others.length > remembered) chat.others.splice(0, remembered / 2);
    if (message.seq > chat.counted_seq && message.seq > chat.read_seq) chat.unread += 1;
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   */
  #joined(chat, frame) {
    chat.member_count += 1;
    this.#passed(chat, frame);
    if (!chat.members || chat.members.some((member) => member.id === frame.user_id)) return;
    chat.members.push({ id: frame.user_id, name: frame.name, read_seq: frame.seq, delivered_seq: frame.seq });
  }

  /**
   * @param {Chat} chat
   * @param {Frame} frame
   */
  #left(chat, frame) {
    chat.member_count -= 1;
    this.#passed(chat, frame);
    if (chat.members) chat.members = chat.members.filter((member) => member.id !== frame.user_id);
  }

  /**
   * The history does not tell who came and went: what was heard is kept.
   * @param {Chat} chat
   * @param {Frame} frame
   */
  #passed(chat, frame) {
    chat.passages = [...chat.passages, parsePassage(frame)].slice(-passages);
  }

  /**
   * @param {Frame} frame
   * @returns {Outcome}
   */
  #receipt(frame) {
    const chat = this.all.get(frame.chat_id);
    if (!chat) return "ignored";
    chat.receipt_seq = Math.max(chat.receipt_seq, frame.receipt_seq);
    const member = chat.members?.find((member) => member.id === frame.user_id);
    if (!member || (frame.read_seq <= member.read_seq && frame.delivered_seq <= member.delivered_seq)) return "known";
    member.read_seq = Math.max(member.read_seq, frame.read_seq);
    member.delivered_seq = Math.max(member.delivered_seq, frame.delivered_seq);
    return "applied";
  }

  /**
   * @param {Frame} frame
   * @param {() => void} take
   * @returns {Outcome}
   */
  #account(frame, take) {
    if (frame.user_seq <= this.user_seq) return "known";
    this.user_seq = frame.user_seq;
    take();
    return "applied";
  }

  /** @param {Frame} frame */
  #added(frame) {
    const chat = parseChat(frame.chat);
    const mine = this.all.get(chat.id);
    if (!mine || mine.last_seq <= chat.last_seq) this.all.set(chat.id, chat);
  }

  /** @param {Frame} frame */
  #unread(frame) {
    const chat = this.all.get(frame.chat_id);
    if (!chat || frame.read_seq < chat.read_seq) return;
    chat.read_seq = frame.read_seq;
    const counted = frame.last_seq ?? chat.last_seq;
    chat.unread = frame.unread + after(chat, counted);
    chat.counted_seq = counted;
  }
}

/**
 * How many messages of others came after `seq`.
 * @param {Chat} chat
 * @param {number} seq
 */
function after(chat, seq) {
  return chat.others.filter((other) => other > seq).length;
}

/**
 * The newest first: by the last message, and without one by the chat's age.
 * @param {Chat} a
 * @param {Chat} b
 */
export function byActivity(a, b) {
  return (b.last_message?.id ?? 0) - (a.last_message?.id ?? 0) || b.id - a.id;
}
