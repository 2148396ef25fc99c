/** Gathers what changes, so that tabs hear of it in few and whole updates. */

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Entry} Entry
 */

/** How long changes are gathered, in milliseconds. */
const gathering = 40;

export class Changes {
  #clock;
  #chats;
  #entries;
  #emit;
  #all = false;
  /** @type {Set<number>} */
  #changed = new Set();
  /** @type {Set<number>} */
  #removed = new Set();
  /** @type {Set<string>} */
  #outbox = new Set();
  /** @type {Map<number, Page>} */
  #pages = new Map();
  /** @type {any} */
  #timer = null;
  /** Called with every change: something is to be kept. */
  onchange = () => {};

  /**
   * @param {import("./types.js").Clock} clock
   * @param {import("./chats.js").Chats} chats
   * @param {Map<string, Entry>} entries
   * @param {(event: string, data: any) => void} emit
   */
  constructor(clock, chats, entries, emit) {
    this.#clock = clock;
    this.#chats = chats;
    this.#entries = entries;
    this.#emit = emit;
  }

  /** Every chat may be another. */
  all() {
    this.#all = true;
    this.#soon();
  }

  /** @param {number} id */
  chat(id) {
    this.#changed.add(id);
    this.#soon();
  }

  /** @param {number} id */
  removed(id) {
    this.#removed.add(id);
    this.#soon();
  }

  /** @param {string} cmid */
  entry(cmid) {
    this.#outbox.add(cmid);
    this.#soon();
  }

  /**
   * @param {number} chat
   * @param {Page} page
   */
  page(chat, page) {
    const mine = this.#pages.get(chat);
    this.#pages.set(chat, mine ? { ...page, items: [...mine.items, ...page.items] } : page);
    this.#soon();
  }

  /** Forgets what was gathered. */
  drop() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    this.#all = false;
    for (const gathered of [this.#changed, this.#removed, this.#outbox, this.#pages]) gathered.clear();
  }

  /** Tells of everything now. */
  flush() {
    const chats = this.#chats.all;
    const changed = [...this.#changed].flatMap((id) => chats.get(id) ?? []);
    const update = {
      all: this.#all,
      loaded: this.#chats.loaded,
      chats: this.#all ? [...chats.values()] : changed,
      removed: [...this.#removed].filter((id) => !chats.has(id)),
      outbox: [...this.#outbox].map((cmid) => [cmid, this.#entries.get(cmid) ?? null]),
      pages: [...this.#pages],
    };
    this.drop();
    this.#emit("update", update);
  }

  #soon() {
    if (!this.#timer) this.#timer = this.#clock.after(() => this.flush(), gathering);
    this.onchange();
  }
}
