/**
 * What the server is told of messages: that they came (`ack`) and that they were read (`read`).
 *
 * Both are cursors that only grow, so a newer one replaces what waits. A `read` outlives a reload; an `ack` need not.
 *
 * @typedef {import("./types.js").Frame} Frame
 */

const pauses = { read: 250, ack: 1_000 };

export class Deliveries {
  #clock;
  #say;
  /** @type {Map<number, number>} */
  #reads = new Map();
  /** @type {Map<number, number>} */
  #acks = new Map();
  /** @type {any} */
  #reading = null;
  /** @type {any} */
  #acking = null;

  /**
   * @param {import("./types.js").Clock} clock
   * @param {(frame: Frame) => boolean} say false when nobody hears it
   */
  constructor(clock, say) {
    this.#clock = clock;
    this.#say = say;
  }

  /** Reads that the server has not heard of. */
  get pending() {
    return [...this.#reads];
  }

  /** @param {[number, number][]} reads */
  restore(reads) {
    this.#reads = new Map(reads);
    this.#acks.clear();
  }

  live() {
    this.#flush("read", this.#reads);
    this.#flush("ack", this.#acks);
  }

  /** @param {import("./types.js").Message} message */
  got(message) {
    this.#acks.set(message.chat_id, message.seq);
    if (this.#acking) return;
    this.#acking = this.#clock.after(() => {
      this.#acking = null;
      this.#flush("ack", this.#acks);
    }, pauses.ack);
  }

  /**
   * @param {number} chat
   * @param {number} seq
   */
  read(chat, seq) {
    this.#reads.set(chat, Math.max(seq, this.#reads.get(chat) ?? 0));
    if (this.#reading) return;
    this.#reading = this.#clock.after(() => {
      this.#reading = null;
      this.#flush("read", this.#reads);
    }, pauses.read);
  }

  /**
   * @param {"read" | "ack"} type
   * @param {Map<number, number>} cursors
   */
  #flush(type, cursors) {
    for (const [chat_id, seq] of [...cursors]) {
      if (this.#say({ type, chat_id, seq })) cursors.delete(chat_id);
    }
  }
}
