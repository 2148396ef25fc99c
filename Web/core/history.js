/**
 * What is known of one chat's messages: a sparse list by index.
 *
 * Messages are never taken away and new ones come at the end, so a message keeps its index for ever. The tail is what
 * joins history and the live stream: `total` messages with `tail_seq` as the newest one's seq.
 *
 * @typedef {import("./types.js").Message} Message
 */

/** How many messages are fetched at once; the server gives no more. */
export const pageSize = 100;

export class History {
  /** @type {Message[]} with holes */
  items = [];
  /** How many messages there are up to `tail_seq`; null before the tail was fetched. */
  total = /** @type {number | null} */ (null);
  tail_seq = 0;
  /** Whether messages may be missing after the tail, so that a live one has no index yet. */
  stale = true;

  /**
   * Takes a fetched stretch.
   * @param {number} offset
   * @param {Message[]} items
   * @param {number} total how many there were when it was fetched
   */
  merge(offset, items, total) {
    items.forEach((message, place) => {
      this.items[offset + place] ??= message;
    });
    const end = offset + items.length;
    const reachesEnd = end >= total && (items.length > 0 || total === 0);
    if (!reachesEnd || end < (this.total ?? 0)) return;
    this.total = end;
    this.tail_seq = Math.max(this.tail_seq, items.at(-1)?.seq ?? 0);
  }

  /**
   * Takes a live message, the next one after the tail.
   * @param {Message} message
   * @returns {number | null} its index; null when it is known, or when there is no tail to add to
   */
  append(message) {
    if (this.total === null || message.seq <= this.tail_seq) return null;
    const index = this.total;
    this.items[index] = message;
    this.total = index + 1;
    this.tail_seq = message.seq;
    return index;
  }

  /**
   * The offsets of the pages that are missing between two indexes, the second not included.
   * @param {number} from
   * @param {number} to
   */
  missing(from, to) {
    const pages = [];
    const end = Math.min(to, this.total ?? to);
    for (let page = Math.floor(Math.max(0, from) / pageSize) * pageSize; page < end; page += pageSize) {
      const first = Math.max(page, from);
      const last = Math.min(page + pageSize, end);
      for (let index = first; index < last; index += 1) {
        if (this.items[index]) continue;
        pages.push(page);
        break;
      }
    }
    return pages;
  }

  /**
   * The messages that are there between two indexes, with their indexes.
   * @param {number} from
   * @param {number} to
   * @returns {[number, Message][]}
   */
  slice(from, to) {
    /** @type {[number, Message][]} */
    const found = [];
    for (let index = Math.max(0, from); index < Math.min(to, this.total ?? 0); index += 1) {
      const message = this.items[index];
      if (message) found.push([index, message]);
    }
    return found;
  }

  /**
   * The newest messages that are there without a hole, for the offline start.
   * @param {number} most
   */
  tail(most) {
    if (this.total === null) return null;
    let first = this.total;
    while (first > 0 && this.total - first < most && this.items[first - 1]) first -= 1;
    return { total: this.total, tail_seq: this.tail_seq, offset: first, items: this.items.slice(first, this.total) };
  }

  /** @param {{ total: number, tail_seq: number, offset: number, items: Message[] }} kept */
  restore(kept) {
    kept.items.forEach((message, place) => (this.items[kept.offset + place] = message));
    this.total = kept.total;
    this.tail_seq = kept.tail_seq;
  }
}
