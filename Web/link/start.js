/** Makes an engine out of what the browser has. Runs in the shared worker, or in the tab that leads. */
import { API } from "../core/api.js";
import { Engine } from "../core/engine.js";
import { openStore } from "../core/store.js";
import { base } from "./base.js";

/** @type {import("../core/types.js").Clock} */
const clock = {
  now: () => Date.now(),
  after: (run, ms) => setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer),
  random: () => Math.random(),
};

/** @param {(event: string, data: any) => void} emit */
export async function startEngine(emit) {
  const api = new API(base, (input, init) => fetch(input, init));
  const store = await openStore(globalThis.indexedDB);
  const address = new URL("ws", base);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const engine = new Engine({ api, store, clock, emit, open: () => new WebSocket(address) });
  await engine.start();
  globalThis.addEventListener?.("online", () => engine.calls.doubt(null));
  return engine;
}
