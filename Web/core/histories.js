/** The histories of the chats that were opened, fetched as they are looked at. */
import { History, pageSize } from "./history.js";

/**
 * @typedef {import("./types.js").Page} Page
 * @typedef {import("./types.js").Message} Message
 */

/** How many messages of a chat are kept for the offline start, and of how many chats the history stays in memory. */
const kept = 100;
const open = 20;

export class Histories {
  #api;
  #store;
  #chats;
  #changed;
  /** @type {Map<number, History>} */
  #all = new Map();
  /** @type {Set<number>} */
  #dirty = new Set();
  /** @type {Map<string, Promise<void>>} */
  #fetching = new Map();

  /**
   * @param {import("./api.js").API} api
   * @param {import("./store.js").Store} store
   * @param {import("./chats.js").Chats} chats
   * @param {(chat: number, page: Page) => void} changed
   */
  constructor(api, store, chats, changed) {
    this.#api = api;
    this.#store = store;
    this.#chats = chats;
    this.#changed = changed;
  }

  clear() {
    this.#all.clear();
    this.#dirty.clear();
  }

  /**
   * The newest messages of a chat: at once if they are here, else when they are fetched.
   * @param {number} id
   * @returns {Promise<Page>}
   */
  async open(id) {
    let history = this.#all.get(id);
    if (!history) {
      history = new History();
      const tail = await this.#store.get("tails", id);
      history = this.#all.get(id) ?? history;
      if (tail && history.total === null) {
        history.restore(tail);
        history.stale = !this.#isComplete(id, history);
      }
    }
    this.#all.delete(id);
    this.#all.set(id, history);
    this.#trim();
    if (history.total === null) await this.#fetchTail(id, history);
    else if (history.stale) void this.#fetchTail(id, history).catch(() => {});
    const total = history.total ?? 0;
    return { total, tail_seq: history.tail_seq, items: history.slice(total - pageSize, total) };
  }

  /**
   * @param {number} id
   * @param {number} from
   * @param {number} to
   * @returns {Promise<Page>}
   */
  async range(id, from, to) {
    const history = this.#all.get(id) ?? new History();
    this.#all.set(id, history);
    await Promise.all(history.missing(from, to).map((offset) => this.#fetch(id, history, offset)));
    return { total: history.total ?? 0, tail_seq: history.tail_seq, items: history.slice(from, to) };
  }

  /** @param {Message} message */
  append(message) {
    const id = message.chat_id;
    const history = this.#all.get(id);
    if (!history || history.total === null) return;
    if (history.stale) return void this.#fetchTail(id, history).catch(() => {});
    const index = history.append(message);
    if (index === null) return;
    this.#dirty.add(id);
    this.#tell(id, history, [[index, message]]);
  }

  /** After a whole state: fetches what the open chats have missed. */
  mend() {
    for (const [id, history] of this.#all) {
      if (history.total === null || this.#isComplete(id, history)) continue;
      history.stale = true;
      void this.#fetchTail(id, history).catch(() => {});
    }
  }

  async keep() {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const id of dirty) {
      const tail = this.#all.get(id)?.tail(kept);
      if (tail) await this.#store.put("tails", id, tail);
    }
  }

  /**
   * @param {number} id
   * @param {History} history
   */
  #isComplete(id, history) {
    const chat = this.#chats.all.get(id);
    return !chat || (history.total !== null && history.tail_seq >= (chat.last_message?.seq ?? 0));
  }

  /**
   * Fetches until the newest message is here; those who ask meanwhile wait for the same answer.
   * @param {number} id
   * @param {History} history
   * @returns {Promise<void>}
   */
  #fetchTail(id, history) {
    return this.#once(`${id}:tail`, async () => {
      const before = history.total ?? 0;
      for (let round = 0; round < 8; round += 1) {
        const newest = this.#chats.all.get(id)?.last_seq ?? 0;
        const near = history.total !== null && newest - history.tail_seq < pageSize;
        let offset = near ? (history.total ?? 0) : Math.max(0, newest - 80);
        let page = await this.#api.history(id, offset, pageSize);
        if (offset + page.items.length < page.total || (page.items.length === 0 && page.total > 0 && !near)) {
          // The numbers of a chat count more than messages, and others write meanwhile.
          offset = Math.max(0, page.total - pageSize);
          page = await this.#api.history(id, offset, pageSize);
        }
        history.merge(offset, page.items, page.total);
        history.stale = !this.#isComplete(id, history);
        if (!history.stale) break;
      }
      this.#dirty.add(id);
      const total = history.total ?? 0;
      this.#tell(id, history, history.slice(Math.max(before, total - pageSize), total));
    });
  }

  /**
   * @param {number} id
   * @param {History} history
   * @param {number} offset
   */
  #fetch(id, history, offset) {
    return this.#once(`${id}:${offset}`, async () => {
      const page = await this.#api.history(id, offset, pageSize);
      history.merge(offset, page.items, page.total);
    });
  }

  /**
   * @param {string} key
   * @param {() => Promise<void>} work
   * @returns {Promise<void>}
   */
  #once(key, work) {
    const running = this.#fetching.get(key);
    if (running) return running;
    const promise = work().finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, promise);
    return promise;
  }

  /**
   * @param {number} id
   * @param {History} history
   * @param {[number, Message][]} items
   */
  #tell(id, history, items) {
    this.#changed(id, { total: history.total ?? 0, tail_seq: history.tail_seq, items });
  }

  #trim() {
    for (const id of this.#all.keys()) {
      if (this.#all.size <= open) return;
      if (!this.#dirty.has(id)) this.#all.delete(id);
    }
  }
}
