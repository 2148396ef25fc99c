/**
 * A tab's side of the engine, wherever that runs: in a shared worker; where there is none, in the tab that holds the
 * lock of the leader; where there are no locks either (plain http of another machine), in each tab.
 */
import { uuid } from "../core/wire.js";
import { Hub } from "./hub.js";
import { startEngine } from "./start.js";
import { trustedURL } from "./trusted.js";

/** @typedef {{ method: string, params: any, resolve: (value: any) => void, reject: (reason: any) => void }} Call */

export class Link {
  id = uuid();
  /** @type {(event: string, data: any) => void} */
  onevent = () => {};
  /** The engine is another one: what was known of it must be asked anew. */
  onrenewed = () => {};
  /** @type {(message: any) => void} */
  #post = () => {};
  /** @type {Map<number, Call>} */
  #calls = new Map();
  #count = 0;
  /** @type {any} */
  #view = null;

  start() {
    void navigator.locks?.request(`tab:${this.id}`, () => new Promise(() => {}));
    if (globalThis.SharedWorker) this.#share();
    else this.#elect();
    addEventListener("pagehide", () => this.#post({ from: this.id, method: "bye" }));
    addEventListener("pageshow", (event) => event.persisted && this.#renew());
  }

  /**
   * @param {string} method
   * @param {any} [params]
   * @returns {Promise<any>}
   */
  call(method, params) {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { method, params, resolve, reject });
      this.#post({ from: this.id, id, method, params });
    });
  }

  /** @param {import("../core/types.js").View} view */
  view(view) {
    this.#view = view;
    this.#post({ from: this.id, method: "view", params: view });
  }

  #share() {
    const address = trustedURL(new URL("./worker.js", import.meta.url).href);
    const worker = new SharedWorker(/** @type {any} */ (address), { type: "module", name: "messenger" });
    worker.onerror = () => this.#elect();
    worker.port.onmessage = ({ data }) => this.#take(data);
    this.#post = (message) => worker.port.postMessage(message);
  }

  #elect() {
    if (!navigator.locks || !globalThis.BroadcastChannel) return this.#lead(null);
    const channel = new BroadcastChannel("messenger");
    this.#post = (message) => channel.postMessage({ to: "hub", ...message });
    channel.onmessage = ({ data }) => {
      if (data.to === this.id) this.#take(data.message);
      else if (data.to === "tabs") this.#renew();
    };
    void navigator.locks.request("messenger-leader", () => {
      this.#lead(channel);
      return new Promise(() => {});
    });
    // Somebody else leads: calls so far went to it.
  }

  /** @param {BroadcastChannel | null} channel */
  #lead(channel) {
    const hub = new Hub(startEngine);
    const mine = { id: this.id, post: (/** @type {any} */ message) => queueMicrotask(() => this.#take(message)) };
    this.#post = (message) => void hub.take(mine, structuredClone(message));
    if (channel) {
      const met = new Set();
      channel.onmessage = ({ data }) => {
        if (data.to !== "hub") return;
        const id = data.from;
        if (!met.has(id)) void navigator.locks.request(`tab:${id}`, () => hub.leave(id));
        met.add(id);
        void hub.take({ id, post: (message) => channel.postMessage({ to: id, message }) }, data);
      };
      channel.postMessage({ to: "tabs" });
    }
    this.#renew();
  }

  /** Asks a new engine for what the old one owes. */
  #renew() {
    for (const [id, call] of this.#calls) this.#post({ from: this.id, id, method: call.method, params: call.params });
    if (this.#view) this.view(this.#view);
    this.onrenewed();
  }

  /** @param {any} message */
  #take(message) {
    if (message.event) return this.onevent(message.event, message.data);
    const call = this.#calls.get(message.id);
    if (!call) return;
    this.#calls.delete(message.id);
    if (message.error) call.reject(message.error);
    else call.resolve(message.result);
  }
}
