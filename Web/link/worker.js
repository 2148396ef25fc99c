/** The shared worker: the engine of all tabs of this browser. */
import { Hub } from "./hub.js";
import { startEngine } from "./start.js";

const hub = new Hub(startEngine);

/** @param {MessageEvent} event */
function connected(event) {
  const channel = event.ports[0];
  /** @type {import("./hub.js").Port | null} */
  let port = null;
  channel.onmessage = ({ data }) => {
    if (!port) {
      port = { id: data.from, post: (message) => channel.postMessage(message) };
      // A tab holds a lock of its name as long as it lives.
      void navigator.locks?.request(`tab:${data.from}`, () => hub.leave(data.from));
    }
    void hub.take(port, data);
  };
}

globalThis.addEventListener("connect", (event) => connected(/** @type {MessageEvent} */ (event)));
