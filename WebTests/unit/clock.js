/** A clock to set: timers run when the time is moved past them, in their order. */
import { webcrypto } from "node:crypto";

globalThis.crypto ??= /** @type {any} */ (webcrypto);

export class TestClock {
  time = 1_700_000_000_000;
  /** @type {{ at: number, run: () => void, id: number }[]} */
  timers = [];
  #count = 0;

  now = () => this.time;
  random = () => 0.5;

  after = (/** @type {() => void} */ run, /** @type {number} */ ms) => {
    this.#count += 1;
    this.timers.push({ at: this.time + ms, run, id: this.#count });
    return this.#count;
  };

  cancel = (/** @type {number} */ id) => {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  };

  /**
   * Moves the time on, runs what falls due, and lets promises settle in between.
   * @param {number} ms
   */
  async pass(ms) {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const due = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
      await settle();
    }
    this.time = end;
  }

  /**
   * The machine sleeps: the time moves, and no timer runs before it wakes.
   * @param {number} ms
   */
  async sleep(ms) {
    this.time += ms;
    await this.pass(0);
  }
}

/** Lets everything run that waits for nothing but its turn. */
export async function settle() {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
