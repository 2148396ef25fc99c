import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../Web/core/outbox.js";

const draft = (cmid, chat_id = 1) => ({ cmid, chat_id, text: cmid, at: 0 });

function filled(...cmids) {
  const outbox = new Outbox();
  for (const cmid of cmids) outbox.add(draft(cmid));
  return outbox;
}

const ids = (entries) => entries.map((entry) => entry.cmid);

test("messages go out in the order in which they were written, once", () => {
  const outbox = filled("a", "b");
  assert.deepEqual(ids(outbox.take(0)), ["a", "b"]);
  assert.deepEqual(outbox.take(0), []);
});

test("the same message is not taken in twice", () => {
  const outbox = filled("a");
  assert.equal(outbox.add(draft("a")), outbox.entries.get("a"));
  assert.equal(outbox.entries.size, 1);
});

test("a lost connection puts what was sent back, in its order", () => {
  const outbox = filled("a", "b", "c");
  outbox.take(0);
  outbox.acked("b", 5, 9);
  assert.deepEqual(ids(outbox.disconnected()), ["a", "c"]);
  assert.deepEqual(ids(outbox.take(0)), ["a", "c"]);
});

test("an acknowledged message stays until it has come by, whichever comes first", () => {
  const outbox = filled("a", "b");
  outbox.take(0);
  outbox.acked("a", 5, 4);
  assert.equal(outbox.entries.get("a").state, "acked");
  assert.equal(outbox.arrived("a").cmid, "a");
  outbox.acked("b", 6, 6);
  assert.equal(outbox.entries.size, 0);
  assert.equal(outbox.acked("b", 6, 6), null);
});

test("an acknowledged message is not sent again after an outage, and goes when the state counts it", () => {
  const outbox = filled("a");
  outbox.take(0);
  outbox.acked("a", 5, 4);
  outbox.disconnected();
  assert.deepEqual(outbox.take(0), []);
  assert.deepEqual(outbox.settle(() => 4), []);
  assert.deepEqual(ids(outbox.settle(() => 5)), ["a"]);
});

test("a refusal for now waits, and holds back the later ones of its chat alone", () => {
  const outbox = filled("a", "b");
  outbox.add(draft("other", 2));
  outbox.take(0);
  outbox.refused("a", "overloaded", "", 100);
  outbox.disconnected();
  assert.deepEqual(ids(outbox.take(50)), ["other"]);
  assert.equal(outbox.nextAt(50), 100);
  assert.deepEqual(ids(outbox.take(100)), ["a", "b"]);
  assert.equal(outbox.nextAt(100), null);
});

test("a refusal for good stops that message, and a retry starts it anew", () => {
  const outbox = filled("a", "b");
  outbox.take(0);
  outbox.refused("a", "invalid_text", "why", 0);
  assert.deepEqual([outbox.entries.get("a").state, outbox.entries.get("a").detail], ["failed", "why"]);
  assert.deepEqual(ids(outbox.disconnected()), ["b"]);
  assert.equal(outbox.retry("b"), null);
  outbox.retry("a");
  assert.deepEqual(ids(outbox.take(0)), ["a", "b"]);
});

test("what is on its way cannot be called back", () => {
  const outbox = filled("a");
  outbox.take(0);
  assert.equal(outbox.discard("a"), null);
  outbox.refused("a", "invalid_text", "", 0);
  assert.equal(outbox.discard("a").cmid, "a");
});

test("a word about a message that is gone changes nothing", () => {
  const outbox = filled("a");
  outbox.take(0);
  outbox.acked("a", 5, 4);
  assert.equal(outbox.refused("a", "invalid_text", "", 0), null);
  assert.equal(outbox.refused("nobody", "invalid_text", "", 0), null);
  assert.equal(outbox.arrived(null), null);
});

test("not more than a handful of one chat is on its way at once", () => {
  const outbox = filled(...Array.from({ length: 40 }, (_, n) => `m${n}`));
  const first = outbox.take(0);
  assert.equal(first.length, 16);
  outbox.acked("m0", 1, 1);
  assert.deepEqual(ids(outbox.take(0)), ["m16"]);
});

test("what was kept is restored in its order, to be sent", () => {
  const outbox = filled("a", "b", "c");
  outbox.take(0);
  outbox.refused("b", "invalid_text", "", 0);
  const again = new Outbox();
  again.restore(structuredClone([...outbox.entries.values()].reverse()));
  assert.deepEqual(ids([...again.entries.values()]), ["a", "b", "c"]);
  assert.deepEqual(ids(again.take(0)), ["a", "c"]);
  assert.ok(again.add(draft("d")).order > again.entries.get("c").order);
});
