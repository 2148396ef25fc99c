/** The heights of many rows: one in its place, their sum up to one, and which one lies at a height (Fenwick's tree). */

export class Heights {
  #usual;
  /** @type {Float64Array} */
  #tree = new Float64Array(64);
  /** @type {Float64Array} 0 for a row that was never measured */
  #known = new Float64Array(64);
  count = 0;

  /** @param {number} usual the height of a row that was never seen */
  constructor(usual) {
    this.#usual = usual;
  }

  /** @param {number} count */
  resize(count) {
    if (count < this.count) for (let row = count; row < this.count; row += 1) this.#put(row, 0);
    if (count + 1 > this.#tree.length) this.#grow(count + 1);
    this.count = count;
  }

  get total() {
    return this.top(this.count);
  }

  /** @param {number} row */
  of(row) {
    return this.#known[row] || this.#usual;
  }

  /**
   * @param {number} row
   * @param {number} height
   * @returns {number} by how much the row has grown
   */
  set(row, height) {
    const difference = height - this.of(row);
    if (difference !== 0 || !this.#known[row]) this.#put(row, height);
    return difference;
  }

  /**
   * The sum of the heights before a row.
   * @param {number} row
   */
  top(row) {
    let sum = row * this.#usual;
    for (let node = row; node > 0; node -= node & -node) sum += this.#tree[node];
    return sum;
  }

  /**
   * The row that covers a height from the top; the nearest one for a height outside.
   * @param {number} height
   */
  at(height) {
    let row = 0;
    let left = height;
    for (let step = 2 ** Math.floor(Math.log2(this.#tree.length)); step > 0; step >>= 1) {
      const next = row + step;
      if (next > this.count) continue;
      const block = this.#tree[next] + step * this.#usual;
      if (block > left) continue;
      row = next;
      left -= block;
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }

  /**
   * @param {number} row
   * @param {number} height 0 forgets
   */
  #put(row, height) {
    const before = this.#known[row] ? this.#known[row] - this.#usual : 0;
    const after = height ? height - this.#usual : 0;
    this.#known[row] = height;
    if (before === after) return;
    for (let node = row + 1; node < this.#tree.length; node += node & -node) this.#tree[node] += after - before;
  }

  /** @param {number} least */
  #grow(least) {
    const known = new Float64Array(2 ** Math.ceil(Math.log2(least + 1)) * 2);
    known.set(this.#known);
    this.#known = known;
    this.#tree = new Float64Array(known.length);
    for (let node = 1; node < this.#tree.length; node += 1) {
      this.#tree[node] += known[node - 1] ? known[node - 1] - this.#usual : 0;
      const parent = node + (node & -node);
      if (parent < this.#tree.length) this.#tree[parent] += this.#tree[node];
    }
  }
}
