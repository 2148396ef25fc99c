/** Brings what was written to the server: keeps it, sends it when there is a connection, and hears what came of it. */
import { Outbox } from "./outbox.js";

/**
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").Entry} Entry
 */

/** A word that does not come in this time is a reason to doubt the socket. */
const patience = 10_000;

export class Sender {
  outbox = new Outbox();
  #store;
  #clock;
  #line;
  #changed;
  /** @type {any} */
  #waking = null;

  /**
   * @param {object} parts
   * @param {import("./store.js").Store} parts.store
   * @param {import("./types.js").Clock} parts.clock
   * @param {{ say: (frame: Frame) => boolean, isLive: () => boolean, doubt: () => void }} parts.line
   * @param {(cmid: string) => void} parts.changed an entry is another, or gone
   */
  constructor({ store, clock, line, changed }) {
    this.#store = store;
    this.#clock = clock;
    this.#line = line;
    this.#changed = changed;
  }

  clear() {
    this.#clock.cancel(this.#waking);
    this.outbox.entries.clear();
  }

  /** @param {{ chat: number, text: string, cmid: string }} draft the tab's own id, so that it may be handed in twice */
  send({ chat, text, cmid }) {
    this.#touch(this.outbox.add({ cmid, chat_id: chat, text, at: this.#clock.now() }));
    this.pump();
  }

  /** Sends what may be sent now. */
  pump() {
    if (!this.#line.isLive()) return;
    const now = this.#clock.now();
    for (const entry of this.outbox.take(now)) {
      this.#line.say({ type: "message", chat_id: entry.chat_id, text: entry.text, client_message_id: entry.cmid });
      this.#changed(entry.cmid);
      this.#clock.after(() => entry.state === "sent" && this.#line.doubt(), patience);
    }
    const next = this.outbox.nextAt(now);
    this.#clock.cancel(this.#waking);
    if (next !== null) this.#waking = this.#clock.after(() => this.pump(), next - now + 1);
  }

  /**
   * @param {Frame} frame
   * @param {number} known the newest seq of the chat that is here
   */
  acked(frame, known) {
    this.#touch(this.outbox.acked(frame.client_message_id, frame.seq, known));
    this.pump();
  }

  /** @param {Frame} frame an error that names a message */
  refused(frame) {
    const again = this.#clock.now() + Math.max(1, Number(frame.retry_after ?? 1)) * 1000;
    this.#touch(this.outbox.refused(frame.client_message_id, frame.code, frame.detail, again));
    this.pump();
  }

  /** @param {string | null} cmid of a message of one's own that came by */
  arrived(cmid) {
    this.#touch(this.outbox.arrived(cmid));
  }

  lost() {
    for (const entry of this.outbox.disconnected()) this.#touch(entry);
  }

  /** @param {(chat: number) => number} known */
  settle(known) {
    for (const entry of this.outbox.settle(known)) this.#touch(entry);
  }

  /** @param {string} cmid */
  retry(cmid) {
    this.#touch(this.outbox.retry(cmid));
    this.pump();
  }

  /** @param {string} cmid */
  discard(cmid) {
    this.#touch(this.outbox.discard(cmid));
  }

  /**
   * Keeps an entry as it is now, or forgets it, and tells of it.
   * @param {Entry | null} entry
   */
  #touch(entry) {
    if (!entry) return;
    const kept = this.outbox.entries.has(entry.cmid) && entry.state !== "acked";
    if (kept) void this.#store.put("outbox", entry.cmid, { ...entry });
    else void this.#store.remove("outbox", entry.cmid);
    this.#changed(entry.cmid);
  }
}
