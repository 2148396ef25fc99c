/**
 * The one socket: opened, kept, doubted and opened again.
 *
 * An open socket proves nothing. What counts is that something was heard lately: after a silence, after the machine
 * slept or when the network changes, the socket is asked, and one that does not answer in time is left for a new one.
 *
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {import("./types.js").Clock} Clock
 * @typedef {import("./types.js").Status} Status
 *
 * @typedef {object} Socket what is used of a WebSocket
 * @property {(data: string) => void} send
 * @property {(code?: number) => void} close
 * @property {((event: any) => void) | null} onopen
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 * @property {((event: any) => void) | null} onerror
 *
 * @typedef {object} Events
 * @property {() => void} opened the socket is open: say who you are
 * @property {(frame: Frame) => void} frame
 * @property {() => void} lost
 * @property {(code: number) => void} ended the session is over
 * @property {(status: Status) => void} status
 */

const times = {
  /** To open the socket and get the state. */
  greeting: 15_000,
  /** Silence after which the socket is asked. */
  quiet: 20_000,
  /** For the answer. */
  answer: 8_000,
  /** For the answer when there is reason to doubt. */
  doubted: 4_000,
  tick: 5_000,
  /** A tick this late means that the machine slept. */
  slept: 12_000,
  pauses: [300, 600, 1_200, 2_500, 5_000, 10_000, 20_000, 30_000],
  crowded: 45_000,
};

export class Connection {
  #open;
  #clock;
  #events;
  /** @type {Socket | null} */
  #socket = null;
  #live = false;
  #wanted = false;
  #tries = 0;
  /** @type {any} */
  #pause = null;
  /** @type {any} */
  #tick = null;
  #ticked = 0;
  #heard = 0;
  /** When an answer must have come; 0 while none is awaited. */
  #deadline = 0;
  /** @type {number | null} what the server advised before it closed */
  #advised = null;
  /** @type {Status} */
  status = { state: "idle", retry_at: null };

  /**
   * @param {() => Socket} open
   * @param {Clock} clock
   * @param {Events} events
   */
  constructor(open, clock, events) {
    this.#open = open;
    this.#clock = clock;
    this.#events = events;
  }

  /** Whether events flow. */
  get isLive() {
    return this.#live;
  }

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#tries = 0;
    this.#ticked = this.#clock.now();
    this.#schedule();
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    this.#clock.cancel(this.#pause);
    this.#clock.cancel(this.#tick);
    this.#drop();
    this.#say("idle");
  }

  /** The state is there and events follow. */
  live() {
    this.#live = true;
    this.#tries = 0;
    this.#deadline = 0;
    this.#say("live");
  }

  /** @param {Frame} frame */
  send(frame) {
    this.#socket?.send(JSON.stringify(frame));
  }

  /** Something happened that may have killed the socket (or brought the network back): find out now. */
  doubt() {
    if (!this.#wanted) return;
    if (!this.#socket) this.#connect();
    else if (this.#live) this.#ask(times.doubted);
  }

  /** Leaves this socket for a new one. */
  renew() {
    this.#lost(0);
  }

  #connect() {
    this.#clock.cancel(this.#pause);
    this.#pause = null;
    if (!this.#wanted || this.#socket) return;
    this.#advised = null;
    this.#heard = this.#clock.now();
    this.#deadline = this.#heard + times.greeting;
    if (this.#tries === 0 || this.status.state === "idle") this.#say("connecting");
    /** @type {Socket} */
    let socket;
    try {
      socket = this.#open();
    } catch {
      this.#retry(null);
      return;
    }
    this.#socket = socket;
    socket.onopen = () => this.#events.opened();
    socket.onmessage = (event) => this.#hear(socket, event.data);
    socket.onclose = (event) => this.#closed(socket, event.code);
    socket.onerror = () => {};
  }

  /**
   * @param {Socket} socket
   * @param {unknown} data
   */
  #hear(socket, data) {
    if (socket !== this.#socket || typeof data !== "string") return;
    this.#heard = this.#clock.now();
    /** @type {Frame} */
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    // Anything else may have been on its way before the question.
    if (this.#live && frame.type === "pong") this.#deadline = 0;
    if (frame.type === "reconnect") this.#advised = Number(frame.after) * 1000;
    else if (frame.type !== "pong") this.#events.frame(frame);
  }

  /**
   * @param {Socket} socket
   * @param {number} code
   */
  #closed(socket, code) {
    if (socket !== this.#socket) return;
    if (code === 4401) {
      this.stop();
      this.#events.lost();
      this.#events.ended(code);
      return;
    }
    if (code === 4429) this.#lost(times.crowded * (0.5 + this.#clock.random()));
    else this.#lost(this.#advised);
  }

  /** @param {number | null} pause */
  #lost(pause) {
    this.#drop();
    this.#events.lost();
    this.#retry(pause);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#live = false;
    this.#deadline = 0;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    try {
      socket.close(1000);
    } catch {
      // It was never open.
    }
  }

  /** @param {number | null} advised */
  #retry(advised) {
    if (!this.#wanted) return;
    const step = times.pauses[Math.min(this.#tries, times.pauses.length - 1)];
    const mine = step * (0.5 + this.#clock.random());
    const pause = advised === null ? mine : Math.max(advised, this.#tries > 1 ? mine : 0);
    this.#tries += 1;
    this.#say(this.#tries > 1 ? "offline" : "connecting", this.#clock.now() + pause);
    this.#clock.cancel(this.#pause);
    this.#pause = this.#clock.after(() => this.#connect(), pause);
  }

  /** @param {number} patience */
  #ask(patience) {
    const deadline = this.#clock.now() + patience;
    this.#deadline = this.#deadline ? Math.min(this.#deadline, deadline) : deadline;
    this.send({ type: "ping" });
    this.#clock.after(() => this.#judge(), patience + 10);
  }

  #judge() {
    if (this.#socket && this.#deadline && this.#clock.now() >= this.#deadline) this.#lost(0);
  }

  #schedule() {
    this.#tick = this.#clock.after(() => {
      const now = this.#clock.now();
      const late = now - this.#ticked;
      this.#ticked = now;
      this.#schedule();
      this.#judge();
      if (!this.#live || this.#deadline) return;
      if (late > times.slept) this.#ask(times.doubted);
      else if (now - this.#heard > times.quiet) this.#ask(times.answer);
    }, times.tick);
  }

  /**
   * @param {Status["state"]} state
   * @param {number | null} retry_at
   */
  #say(state, retry_at = null) {
    this.status = { state, retry_at };
    this.#events.status(this.status);
  }
}
