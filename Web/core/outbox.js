/**
 * What was written and is not yet known to be on the server.
 *
 * waiting → sent → acked → gone (its message has come by), or → failed → waiting again. A lost connection puts what was
 * sent back to waiting: it goes out again under the same `client_message_id`, which the server stores once.
 *
 * @typedef {import("./types.js").Entry} Entry
 */

/** Answers after which the same message may succeed by itself. */
const passing = new Set(["overloaded", "unavailable", "internal_error", "rate_limited", "too_many_requests"]);

/** How many messages of one chat may be on their way at once. */
const inFlight = 16;

export class Outbox {
  /** @type {Map<string, Entry>} */
  entries = new Map();
  #order = 0;

  /** @param {Entry[]} kept */
  restore(kept) {
    for (const entry of [...kept].sort((a, b) => a.order - b.order)) {
      if (entry.state === "sent") entry.state = "waiting";
      entry.not_before = 0;
      this.entries.set(entry.cmid, entry);
      this.#order = Math.max(this.#order, entry.order);
    }
  }

  /**
   * @param {{ cmid: string, chat_id: number, text: string, at: number }} draft
   * @returns {Entry}
   */
  add(draft) {
    const known = this.entries.get(draft.cmid);
    if (known) return known;
    this.#order += 1;
    /** @type {Entry} */
    const entry = { ...draft, order: this.#order, state: "waiting", not_before: 0 };
    this.entries.set(entry.cmid, entry);
    return entry;
  }

  /**
   * What may be sent now, oldest first; it counts as sent from then on. A message that waits holds back the later ones
   * of its chat, so that they arrive in the order in which they were written.
   * @param {number} now
   * @returns {Entry[]}
   */
  take(now) {
    const taken = [];
    /** @type {Map<number, number>} */
    const flying = new Map();
    for (const entry of this.entries.values()) {
      if (entry.state === "sent") flying.set(entry.chat_id, (flying.get(entry.chat_id) ?? 0) + 1);
    }
    const held = new Set();
    for (const entry of this.entries.values()) {
      if (entry.state !== "waiting" || held.has(entry.chat_id)) continue;
      const count = flying.get(entry.chat_id) ?? 0;
      if (entry.not_before > now || count >= inFlight) {
        held.add(entry.chat_id);
        continue;
      }
      flying.set(entry.chat_id, count + 1);
      entry.state = "sent";
      taken.push(entry);
    }
    return taken;
  }

  /**
   * When the next message that waits may go; null when none waits for a time.
   * @param {number} now
   */
  nextAt(now) {
    const times = [...this.entries.values()].filter((entry) => entry.state === "waiting" && entry.not_before > now);
    return times.length ? Math.min(...times.map((entry) => entry.not_before)) : null;
  }

  /**
   * The server has it; the entry stays until its message has come by.
   * @param {string} cmid
   * @param {number} seq
   * @param {number} known the newest seq of its chat that is here already
   * @returns {Entry | null}
   */
  acked(cmid, seq, known) {
    const entry = this.entries.get(cmid);
    if (!entry) return null;
    entry.state = "acked";
    entry.seq = seq;
    if (seq <= known) this.entries.delete(cmid);
    return entry;
  }

  /**
   * Its message has come by.
   * @param {string | null} cmid
   * @returns {Entry | null}
   */
  arrived(cmid) {
    const entry = cmid ? this.entries.get(cmid) : undefined;
    if (!entry) return null;
    this.entries.delete(entry.cmid);
    return entry;
  }

  /**
   * The server has refused it, for now or for good.
   * @param {string} cmid
   * @param {string} code
   * @param {string} detail
   * @param {number} again when to try once more, if it may pass
   * @returns {Entry | null}
   */
  refused(cmid, code, detail, again) {
    const entry = this.entries.get(cmid);
    if (!entry || entry.state === "acked") return null;
    if (passing.has(code)) {
      entry.state = "waiting";
      entry.not_before = again;
    } else {
      Object.assign(entry, { state: "failed", code, detail });
    }
    return entry;
  }

  /**
   * The connection is gone: what was sent may be lost. Returns what has changed.
   * @returns {Entry[]}
   */
  disconnected() {
    const changed = [...this.entries.values()].filter((entry) => entry.state === "sent");
    for (const entry of changed) entry.state = "waiting";
    return changed;
  }

  /**
   * Drops acknowledged messages that the state already counts.
   * @param {(chat: number) => number} known
   * @returns {Entry[]}
   */
  settle(known) {
    const settled = [...this.entries.values()].filter(
      (entry) => entry.state === "acked" && (entry.seq ?? 0) <= known(entry.chat_id),
    );
    for (const entry of settled) this.entries.delete(entry.cmid);
    return settled;
  }

  /**
   * A refused message gets another chance.
   * @param {string} cmid
   */
  retry(cmid) {
    const entry = this.entries.get(cmid);
    if (!entry || entry.state !== "failed") return null;
    entry.state = "waiting";
    entry.not_before = 0;
    delete entry.code;
    delete entry.detail;
    return entry;
  }

  /**
   * A refused or waiting message is given up; one on its way cannot be called back.
   * @param {string} cmid
   */
  discard(cmid) {
    const entry = this.entries.get(cmid);
    if (!entry || entry.state === "sent" || entry.state === "acked") return null;
    this.entries.delete(cmid);
    return entry;
  }
}
