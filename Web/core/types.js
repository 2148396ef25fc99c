/**
 * The shapes that the modules share. Nothing here runs; `tsc --checkJs` reads it.
 *
 * @typedef {object} Person
 * @property {number} id
 * @property {string} name
 * @property {string} [email]
 *
 * @typedef {object} Message a message that the server has
 * @property {number} id
 * @property {number} chat_id
 * @property {number} sender_id
 * @property {string} text
 * @property {number} at milliseconds since 1970
 * @property {number} seq
 * @property {string | null} cmid the `client_message_id`
 *
 * @typedef {object} Member
 * @property {number} id
 * @property {string} name
 * @property {number} read_seq
 * @property {number} delivered_seq
 *
 * @typedef {object} Passage somebody came or went
 * @property {number} seq
 * @property {boolean} came
 * @property {number} user_id
 * @property {string} name
 * @property {number} actor_id who did it; the same as `user_id` for who left
 *
 * @typedef {object} Chat
 * @property {number} id
 * @property {string} name
 * @property {"private" | "group"} type
 * @property {number} last_seq the newest change that this client has
 * @property {number} receipt_seq
 * @property {number} read_seq
 * @property {number} unread
 * @property {number} counted_seq up to where `unread` counts
 * @property {number[]} others the seq of newer messages of others, to count again from
 * @property {number} member_count
 * @property {Member[] | null} members null in a chat of very many
 * @property {Passage[]} passages who came and went lately, as far as this client was told
 * @property {number | null} creator_id who may take out others of a group; null when the server does not know
 * @property {Message | null} last_message
 *
 * @typedef {"waiting" | "sent" | "acked" | "failed"} EntryState
 *
 * @typedef {object} Entry a message that waits for the server's word
 * @property {string} cmid
 * @property {number} chat_id
 * @property {string} text
 * @property {number} at
 * @property {number} order
 * @property {EntryState} state
 * @property {number} not_before
 * @property {number} [seq] of an acknowledged one
 * @property {string} [code] why it was refused
 * @property {string} [detail]
 *
 * @typedef {{ [key: string]: any, type: string }} Frame
 *
 * @typedef {object} Session
 * @property {string} token
 * @property {Person} user
 *
 * @typedef {object} SessionView what a tab may know of the session: never the token
 * @property {Person | null} user
 * @property {boolean} expired
 *
 * @typedef {object} Status
 * @property {"live" | "connecting" | "offline" | "idle"} state
 * @property {number | null} retry_at
 *
 * @typedef {object} Snapshot all that a tab needs to draw its first screen
 * @property {SessionView} session
 * @property {Status} status
 * @property {Chat[]} chats
 * @property {boolean} loaded whether the chats are known at all
 * @property {Entry[]} outbox
 * @property {{ [chat: number]: string }} drafts
 * @property {[number, string][]} people
 * @property {[number, Presence][]} presence
 * @property {{ [name: string]: any }} settings
 *
 * @typedef {object} Presence
 * @property {boolean} online
 * @property {number | null} last_seen
 *
 * @typedef {object} Page a stretch of history; `index` counts the messages of the chat from 0
 * @property {number} total
 * @property {number} tail_seq
 * @property {[index: number, message: Message][]} items
 *
 * @typedef {object} View what a tab shows
 * @property {boolean} visible
 * @property {number | null} chat
 *
 * @typedef {object} Clock
 * @property {() => number} now
 * @property {(run: () => void, ms: number) => any} after
 * @property {(timer: any) => void} cancel
 * @property {() => number} random
 */
export {};
