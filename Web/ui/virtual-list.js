/**
 * A list of which only the rows near the window exist.
 *
 * What the reader looks at stays where it is: when rows above turn out taller or shorter than thought, the scroll
 * position moves by the difference before anything is painted; at the end, the end stays.
 */
import { h } from "./dom.js";
import { Heights } from "./heights.js";

/**
 * @typedef {object} Row
 * @property {HTMLElement} element
 * @property {string} sign what the row was drawn from
 *
 * @typedef {object} Source
 * @property {(index: number) => string} sign changes when the row must be drawn anew
 * @property {(index: number) => HTMLElement} draw
 * @property {(from: number, to: number) => void} shown these rows are near the window
 */

const margin = 700;
/** A row of another width may have another height: rows are measured again. */
const usualHeight = 48;
/** As near to the end as this, new rows move the window along; less would hold back who scrolls away slowly. */
const endZone = 2;

export class VirtualList {
  element;
  #canvas;
  #source;
  #heights = new Heights(usualHeight);
  /** @type {Map<number, Row>} */
  #rows = new Map();
  #atEnd = true;
  #width = 0;
  #laying = false;
  /** Called when the window has moved. */
  onmoved = () => {};

  /**
   * @param {Source} source
   * @param {{ [name: string]: any }} attributes
   */
  constructor(source, attributes) {
    this.#source = source;
    this.#canvas = h("div", { class: "canvas", role: "list" });
    this.element = h("div", { tabindex: "0", ...attributes }, this.#canvas);
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  get atEnd() {
    return this.#atEnd;
  }

  /** The last row whose end is in the window, and the first whose start is; [0, -1] when there is none. */
  get visible() {
    const { scrollTop, clientHeight } = this.element;
    if (this.#heights.count === 0 || clientHeight === 0) return [0, -1];
    const first = this.#heights.at(scrollTop);
    let last = this.#heights.at(scrollTop + clientHeight);
    if (this.#heights.top(last + 1) > scrollTop + clientHeight + 12) last -= 1;
    return [first, last];
  }

  /**
   * Another list altogether.
   * @param {number} count
   */
  reset(count) {
    for (const row of this.#rows.values()) row.element.remove();
    this.#rows.clear();
    this.#heights = new Heights(usualHeight);
    this.#heights.resize(count);
    this.#atEnd = true;
  }

  /**
   * The list has this many rows, and any of them may have changed.
   * @param {number} count
   */
  refresh(count) {
    this.#heights.resize(count);
    for (const [index, row] of this.#rows) {
      if (index < count && row.sign === this.#source.sign(index)) continue;
      row.element.remove();
      this.#rows.delete(index);
    }
    this.#layOut();
  }

  scrollToEnd() {
    this.#atEnd = true;
    this.#layOut();
    this.onmoved();
  }

  /**
   * Shows a row near the top of the window.
   * @param {number} index
   */
  scrollTo(index) {
    this.#atEnd = false;
    const offset = Math.min(80, this.element.clientHeight / 4);
    this.#layOut({ index, offset });
    this.#noteEnd();
    this.onmoved();
  }

  #scrolled() {
    if (this.#laying) return;
    this.#noteEnd();
    this.#layOut();
    this.onmoved();
  }

  #noteEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < endZone;
  }

  #resized() {
    const width = this.element.clientWidth;
    if (width !== this.#width) {
      this.#width = width;
      for (const row of this.#rows.values()) row.element.dataset.new = "";
    }
    this.#layOut();
    this.onmoved();
  }

  /**
   * @param {{ index: number, offset: number } | null} [wish] a row and where it should be
   */
  #layOut(wish = null) {
    if (this.#laying || this.element.clientHeight === 0) return;
    this.#laying = true;
    const anchor = wish ?? (this.#atEnd ? null : this.#anchor());
    if (wish) this.#move(wish);
    for (let pass = 0; pass < 6; pass += 1) {
      const grown = this.#draw();
      this.#place();
      const moved = this.#move(anchor);
      if (!grown && !moved) break;
    }
    this.#laying = false;
  }

  /** The first row in the window, and how far its top is from the window's. */
  #anchor() {
    const index = this.#heights.at(this.element.scrollTop);
    return { index, offset: this.#heights.top(index) - this.element.scrollTop };
  }

  /** @param {{ index: number, offset: number } | null} anchor the end when there is none */
  #move(anchor) {
    const { clientHeight, scrollTop } = this.element;
    const end = Math.max(0, this.#canvas.offsetHeight - clientHeight);
    const wished = anchor ? this.#heights.top(anchor.index) - anchor.offset : end;
    const target = Math.max(0, Math.min(Math.round(wished), end));
    if (Math.abs(target - scrollTop) < 1) return false;
    this.element.scrollTop = target;
    return true;
  }

  /** Makes the rows near the window and drops the others. Returns whether a height has turned out otherwise. */
  #draw() {
    const { scrollTop, clientHeight } = this.element;
    const count = this.#heights.count;
    const top = this.#atEnd ? this.#heights.total - clientHeight : scrollTop;
    const from = count ? this.#heights.at(top - margin) : 0;
    const to = count ? this.#heights.at(top + clientHeight + margin) + 1 : 0;
    for (const [index, row] of this.#rows) {
      const focused = row.element.contains(document.activeElement);
      if ((index >= from && index < to) || (focused && index < count)) continue;
      row.element.remove();
      this.#rows.delete(index);
    }
    for (let index = from; index < to; index += 1) this.#rows.get(index) ?? this.#make(index, count);
    this.#source.shown(from, to);
    return this.#measure();
  }

  /**
   * @param {number} index
   * @param {number} count
   */
  #make(index, count) {
    const element = this.#source.draw(index);
    element.dataset.new = "";
    element.setAttribute("role", "listitem");
    element.setAttribute("aria-setsize", String(count));
    element.setAttribute("aria-posinset", String(index + 1));
    // Reading order is the order of the elements.
    this.#canvas.insertBefore(element, this.#after(index));
    this.#rows.set(index, { element, sign: this.#source.sign(index) });
  }

  /** @param {number} index */
  #after(index) {
    const next = this.#rows.get(index + 1);
    if (next) return next.element;
    let nearest = Infinity;
    for (const other of this.#rows.keys()) if (other > index && other < nearest) nearest = other;
    return this.#rows.get(nearest)?.element ?? null;
  }

  #measure() {
    let grown = false;
    for (const [index, { element }] of this.#rows) {
      if (element.dataset.new === undefined) continue;
      delete element.dataset.new;
      if (this.#heights.set(index, element.offsetHeight) !== 0) grown = true;
    }
    return grown;
  }

  #place() {
    this.#canvas.style.height = `${this.#heights.total}px`;
    for (const [index, { element }] of this.#rows) {
      element.style.transform = `translateY(${this.#heights.top(index)}px)`;
    }
  }
}
