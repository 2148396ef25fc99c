/**
 * From the server's JSON to the client's own shapes.
 *
 * @typedef {import("./types.js").Message} Message
 * @typedef {import("./types.js").Chat} Chat
 * @typedef {import("./types.js").Passage} Passage
 */

/**
 * A moment of the API, with or without its zone, in milliseconds; times are UTC.
 * @param {string} text
 */
export function moment(text) {
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? 0 : at;
}

/**
 * A message of REST (`created_at`) or of a frame (`timestamp`).
 * @param {{ [key: string]: any }} body
 * @returns {Message}
 */
export function message(body) {
  return {
    id: body.id,
    chat_id: body.chat_id,
    sender_id: body.sender_id,
    text: body.text,
    at: moment(body.timestamp ?? body.created_at),
    seq: body.seq,
    cmid: body.client_message_id ?? null,
  };
}

/**
 * Somebody came (`member_joined`) or went (`member_left`).
 * @param {{ [key: string]: any }} frame
 * @returns {Passage}
 */
export function passage({ type, seq, user_id, name, actor_id }) {
  return { seq, came: type === "member_joined", user_id, name, actor_id };
}

/**
 * A chat of `/sync`.
 * @param {{ [key: string]: any }} body
 * @returns {Chat}
 */
export function chat(body) {
  return {
    id: body.id,
    name: body.name,
    type: body.chat_type,
    last_seq: body.last_seq,
    receipt_seq: body.receipt_seq ?? 0,
    read_seq: body.read_seq ?? 0,
    unread: body.unread ?? 0,
    counted_seq: body.last_seq,
    others: [],
    member_count: body.member_count ?? body.members?.length ?? 0,
    members: body.members ?? null,
    passages: [],
    creator_id: body.creator_id ?? null,
    last_message: body.last_message ? message(body.last_message) : null,
  };
}

/** An id of a message or a tab: the time, and then at random (UUID version 7, RFC 9562), which the server keeps best. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | BigInt(bytes[6] << 8 | bytes[7]));
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
