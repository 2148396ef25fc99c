/**
 * Where the tabs of a browser meet the engine: answers their calls, tells them what changes, and knows what they show.
 *
 * @typedef {import("../core/types.js").View} View
 * @typedef {import("../core/types.js").Message} Message
 *
 * @typedef {object} Port one tab
 * @property {string} id
 * @property {(message: any) => void} post
 *
 * @typedef {object} Caller what the hub asks of an engine
 * @property {{ [method: string]: (params: any) => any }} calls
 */
import { plain } from "../core/api.js";

/** @typedef {{ port: Port, view: View, used: number }} Tab */

export class Hub {
  /** @type {Map<string, Tab>} */
  #tabs = new Map();
  /** @type {Caller | null} */
  #engine = null;
  /** @type {Promise<Caller>} */
  #starting;
  #uses = 0;

  /** @param {(emit: (event: string, data: any) => void) => Promise<Caller>} start */
  constructor(start) {
    this.#starting = start((event, data) => this.#emit(event, data)).then((engine) => (this.#engine = engine));
  }

  /**
   * A tab is gone.
   * @param {string} id
   */
  leave(id) {
    if (this.#tabs.delete(id)) this.#showViews();
  }

  /**
   * @param {Port} port
   * @param {any} message
   */
  async take(port, message) {
    const tab = this.#tabs.get(port.id) ?? { port, view: { visible: false, chat: null }, used: 0 };
    if (message.method === "bye") return this.leave(port.id);
    tab.port = port;
    this.#tabs.set(port.id, tab);
    if (message.method === "view") return this.#view(tab, message.params);
    try {
      const engine = await this.#starting;
      const result = await engine.calls[message.method](message.params);
      port.post({ id: message.id, result });
    } catch (error) {
      port.post({ id: message.id, error: plain(error) });
    }
  }

  /**
   * @param {Tab} tab
   * @param {View} view
   */
  #view(tab, view) {
    tab.view = view;
    if (view.visible) tab.used = this.#uses += 1;
    this.#showViews();
  }

  #showViews() {
    const views = [...this.#tabs.values()].map((tab) => tab.view).filter((view) => view.visible);
    this.#engine?.calls.views({ views });
  }

  /**
   * @param {string} event
   * @param {any} data
   */
  #emit(event, data) {
    if (event === "heard") return this.#notify(data);
    for (const tab of this.#tabs.values()) tab.port.post({ event, data });
  }

  /**
   * A message came in: one tab tells of it, aloud if it is looked at, with a notification if none is.
   * @param {Message} message
   */
  #notify(message) {
    const tabs = [...this.#tabs.values()].sort((a, b) => b.used - a.used);
    const looked = tabs.find((tab) => tab.view.visible);
    if (looked) looked.port.post({ event: "heard", data: message });
    else tabs[0]?.port.post({ event: "notify", data: message });
  }
}
