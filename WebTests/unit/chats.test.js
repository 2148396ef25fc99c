import assert from "node:assert/strict";
import { test } from "node:test";
import { Chats, byActivity } from "../../Web/core/chats.js";

const me = 1;

/** A chat as `/sync` tells it. */
function body(changes = {}) {
  const members = [
    { id: me, name: "Me", read_seq: 0, delivered_seq: 0 },
    { id: 2, name: "Bob", read_seq: 0, delivered_seq: 0 },
  ];
  return { id: 1, name: "A", chat_type: "group", last_seq: 0, read_seq: 0, unread: 0, member_count: 2, members, ...changes };
}

function loaded(...chats) {
  const all = new Chats();
  all.me = me;
  all.load({ type: "state", chats: chats.length ? chats : [body()] });
  return all;
}

const message = (seq, sender_id = 2, chat_id = 1) => ({
  type: "message", id: seq + 100, chat_id, sender_id, text: `m${seq}`, timestamp: "2026-01-01T00:00:00+00:00", seq,
});

test("the next message is applied; one that is here changes nothing; one too far ahead is not taken", () => {
  const chats = loaded();
  assert.equal(chats.apply(message(1)), "applied");
  assert.equal(chats.apply(message(1)), "known");
  assert.equal(chats.apply(message(3)), "gap");
  assert.equal(chats.all.get(1).last_seq, 1);
  assert.equal(chats.all.get(1).unread, 1);
});

test("own messages are not unread", () => {
  const chats = loaded();
  chats.apply(message(1, me));
  assert.equal(chats.all.get(1).unread, 0);
});

test("members come and go with the changes of a chat, in the same order of numbers", () => {
  const chats = loaded();
  chats.apply({ type: "member_joined", chat_id: 1, seq: 1, user_id: 3, name: "Carol" });
  chats.apply({ type: "member_joined", chat_id: 1, seq: 1, user_id: 3, name: "Carol" });
  chats.apply({ type: "member_left", chat_id: 1, seq: 2, user_id: 2, name: "Bob" });
  const chat = chats.all.get(1);
  assert.deepEqual(chat.members.map((member) => member.name), ["Me", "Carol"]);
  assert.equal(chat.member_count, 2);
  assert.equal(chat.last_seq, 2);
});

test("who came and went lately is remembered, and by whom", () => {
  const chats = loaded();
  chats.apply({ type: "member_joined", chat_id: 1, seq: 1, user_id: 3, name: "Carol", actor_id: 2 });
  chats.apply({ type: "member_left", chat_id: 1, seq: 2, user_id: 3, name: "Carol", actor_id: 3 });
  assert.deepEqual(chats.all.get(1).passages, [
    { seq: 1, came: true, user_id: 3, name: "Carol", actor_id: 2 },
    { seq: 2, came: false, user_id: 3, name: "Carol", actor_id: 3 },
  ]);
  for (let seq = 3; seq < 100; seq += 1) {
    const type = seq % 2 ? "member_joined" : "member_left";
    chats.apply({ type, chat_id: 1, seq, user_id: 3, name: "Carol", actor_id: 2 });
  }
  assert.deepEqual(chats.all.get(1).passages.map((each) => each.seq), Array.from({ length: 20 }, (_, n) => n + 80));
});

test("a chat of very many has no list of members, but their number", () => {
  const chats = loaded(body({ members: null, member_count: 500 }));
  chats.apply({ type: "member_joined", chat_id: 1, seq: 1, user_id: 3, name: "Carol" });
  assert.equal(chats.all.get(1).members, null);
  assert.equal(chats.all.get(1).member_count, 501);
});

test("receipts only grow", () => {
  const chats = loaded();
  const receipt = (read_seq, receipt_seq) => ({ type: "receipt", chat_id: 1, user_id: 2, read_seq, delivered_seq: read_seq, receipt_seq });
  assert.equal(chats.apply(receipt(5, 1)), "applied");
  assert.equal(chats.apply(receipt(3, 2)), "known");
  assert.equal(chats.all.get(1).members[1].read_seq, 5);
});

test("account events that were heard are dropped by their number", () => {
  const chats = loaded();
  assert.equal(chats.apply({ type: "chat_added", user_seq: 1, chat: body({ id: 2 }) }), "applied");
  assert.equal(chats.apply({ type: "chat_removed", user_seq: 2, chat_id: 2 }), "applied");
  assert.equal(chats.apply({ type: "chat_added", user_seq: 1, chat: body({ id: 2 }) }), "known");
  assert.equal(chats.all.has(2), false);
});

test("the server's count of unread messages holds up to where it counted, and later ones are added", () => {
  const chats = loaded();
  for (let seq = 1; seq <= 5; seq += 1) chats.apply(message(seq));
  chats.apply({ type: "unread", user_seq: 1, chat_id: 1, read_seq: 2, unread: 1, last_seq: 3 });
  assert.equal(chats.all.get(1).unread, 3);
  chats.apply({ type: "unread", user_seq: 2, chat_id: 1, read_seq: 7, unread: 0, last_seq: 7 });
  chats.apply(message(6));
  chats.apply(message(7));
  assert.equal(chats.all.get(1).unread, 0);
  chats.apply(message(8));
  assert.equal(chats.all.get(1).unread, 1);
});

test("reading is shown at once, and an older word of the server does not undo it", () => {
  const chats = loaded();
  for (let seq = 1; seq <= 3; seq += 1) chats.apply(message(seq));
  assert.equal(chats.read(1, 3), true);
  assert.equal(chats.read(1, 3), false);
  chats.apply({ type: "unread", user_seq: 1, chat_id: 1, read_seq: 1, unread: 2, last_seq: 3 });
  assert.equal(chats.all.get(1).unread, 0);
});

test("state and later events give what the state fetched anew gives, for any history", () => {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 200; round += 1) {
    const log = [];
    let read = 0;
    let userSeq = 0;
    const counted = () => log.filter((event) => event.sender_id === 2 && event.seq > read).length;
    const state = () => body({ last_seq: log.length, read_seq: read, unread: counted() });
    const events = [];
    let view = null;
    for (let step = 0; step < 40; step += 1) {
      if (step === 15) {
        view = loaded(state());
        view.user_seq = userSeq;
        events.length = 0;
      }
      if (random(3) > 0 || log.length === 0) {
        log.push(message(log.length + 1, 1 + random(2)));
        events.push(log.at(-1));
      } else {
        read = Math.max(read, 1 + random(log.length));
        userSeq += 1;
        events.push({ type: "unread", user_seq: userSeq, chat_id: 1, read_seq: read, unread: counted(), last_seq: log.length });
      }
    }
    // Account events may be delivered late, but in their order; some events come twice.
    for (const event of events) {
      view.apply(event);
      if (random(4) === 0) view.apply(event);
    }
    const chat = view.all.get(1);
    const fresh = loaded(state()).all.get(1);
    assert.deepEqual([chat.unread, chat.read_seq, chat.last_seq], [fresh.unread, fresh.read_seq, fresh.last_seq]);
  }
});

test("the list is in the order of the last message, and new chats come before old ones without any", () => {
  const chats = loaded(body({ id: 1 }), body({ id: 2 }), body({ id: 3 }));
  chats.apply(message(1, 2, 2));
  assert.deepEqual([...chats.all.values()].sort(byActivity).map((chat) => chat.id), [2, 3, 1]);
});
