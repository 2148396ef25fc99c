/** The REST calls that the client makes. */
import { message, uuid } from "./wire.js";

/**
 * @typedef {import("./types.js").Message} Message
 * @typedef {import("./types.js").Person} Person
 */

/** Why a call gave nothing. */
export class Refusal extends Error {
  /**
   * @param {number} status 0 when the server was not reached
   * @param {string} code
   * @param {unknown} detail a text, or the list of a 422
   */
  constructor(status, code, detail) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

export class API {
  #base;
  #fetch;
  /** @type {string | null} */
  token = null;
  /** In which the server tells why it refuses something. */
  language = "en";
  /** What to do when the server no longer takes the token. */
  onUnauthorized = () => {};

  /**
   * @param {string} base the address of the server, with a slash at its end
   * @param {typeof fetch} fetcher
   */
  constructor(base, fetcher) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  /**
   * @param {string} method
   * @param {string} path without a slash at its start
   * @param {object} [body]
   * @param {string} [key] of a change that must not be made twice
   * @returns {Promise<any>}
   */
  async call(method, path, body, key) {
    /** @type {{ [name: string]: string }} */
    const headers = { "Accept-Language": this.language };
    const token = this.token;
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    if (key) headers["Idempotency-Key"] = key;
    const { response, reply } = await this.#exchange(path, { method, headers, body: body && JSON.stringify(body) });
    if (response.ok) return reply;
    if (response.status === 401 && token && token === this.token) this.onUnauthorized();
    throw new Refusal(response.status, reply?.code ?? `http_${response.status}`, reply?.detail ?? "");
  }

  /**
   * @param {string} path
   * @param {RequestInit} init
   */
  async #exchange(path, init) {
    try {
      const signal = /** @type {any} */ (AbortSignal).timeout?.(20_000);
      const options = /** @type {RequestInit} */ ({ ...init, signal, cache: "no-store", credentials: "omit" });
      const response = await this.#fetch(this.#base + path, options);
      const text = await response.text();
      return { response, reply: text ? parsed(text) : null };
    } catch {
      throw new Refusal(0, "offline", "");
    }
  }

  /** @param {{ email: string, name: string, password: string }} account */
  register(account) {
    return this.call("POST", "register", account);
  }

  /**
   * @param {{ email: string, password: string }} credentials
   * @returns {Promise<string>} the token
   */
  async logIn(credentials) {
    const reply = await this.call("POST", "login", credentials);
    return reply.access_token;
  }

  /** @returns {Promise<Person>} */
  me() {
    return this.call("GET", "me");
  }

  logOut() {
    return this.call("POST", "logout");
  }

  /**
   * @param {{ old_password: string, new_password: string }} change
   * @returns {Promise<string>} a token in place of all there were
   */
  async changePassword(change) {
    const reply = await this.call("POST", "password", change);
    return reply.access_token;
  }

  /**
   * @param {number} chat
   * @param {number} offset
   * @param {number} limit
   */
  async history(chat, offset, limit) {
    const reply = await this.call("GET", `history/${chat}?limit=${limit}&offset=${offset}`);
    return { total: reply.total, items: /** @type {Message[]} */ (reply.items.map(message)) };
  }

  /**
   * @param {string} query
   * @returns {Promise<Person[]>}
   */
  search(query) {
    return this.call("GET", `users?query=${encodeURIComponent(query)}`);
  }

  /** @param {{ name: string, chat_type: string, member_ids: number[] }} chat */
  createChat(chat) {
    return this.call("POST", "chats", chat, uuid());
  }

  /**
   * @param {number} chat
   * @returns {Promise<Person[]>}
   */
  async members(chat) {
    const reply = await this.call("GET", `chats/${chat}/members`);
    return Array.isArray(reply) ? reply : reply.members;
  }

  /**
   * @param {number} chat
   * @param {number[]} user_ids
   */
  addMembers(chat, user_ids) {
    return this.call("POST", `chats/${chat}/members`, { user_ids }, uuid());
  }

  /**
   * @param {number} chat
   * @param {number} user
   */
  removeMember(chat, user) {
    return this.call("DELETE", `chats/${chat}/members/${user}`, undefined, uuid());
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What may be said of an error to another thread.
 * @param {unknown} error
 */
export function plain(error) {
  return error instanceof Refusal
    ? { status: error.status, code: error.code, detail: error.detail }
    : { status: 0, code: "internal_error", detail: String(error) };
}
