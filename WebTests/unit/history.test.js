import assert from "node:assert/strict";
import { test } from "node:test";
import { History, pageSize } from "../../Web/core/history.js";

const message = (index) => ({ id: index + 1, seq: index + 1, text: `m${index}`, chat_id: 1, sender_id: 1, at: 0, cmid: null });
const stretch = (from, to) => Array.from({ length: to - from }, (_, place) => message(from + place));

test("nothing is known before the tail was fetched", () => {
  const history = new History();
  assert.equal(history.append(message(0)), null);
  assert.deepEqual(history.slice(0, 10), []);
  assert.equal(history.tail(10), null);
});

test("the tail joins history and live messages", () => {
  const history = new History();
  history.merge(100, stretch(100, 150), 150);
  assert.equal(history.total, 150);
  assert.equal(history.append(message(149)), null);
  assert.equal(history.append(message(150)), 150);
  assert.equal(history.total, 151);
});

test("a stretch from the middle leaves the tail as it is", () => {
  const history = new History();
  history.merge(900, stretch(900, 1000), 1000);
  history.append(message(1000));
  history.merge(0, stretch(0, 100), 1001);
  history.merge(900, stretch(900, 1000), 1000);
  assert.equal(history.total, 1001);
  assert.equal(history.items[1000].text, "m1000");
});

test("a chat without messages has a tail too", () => {
  const history = new History();
  history.merge(0, [], 0);
  assert.equal(history.append(message(0)), 0);
});

test("an answer past the end says nothing", () => {
  const history = new History();
  history.merge(200, [], 150);
  assert.equal(history.total, null);
});

test("what is missing is named by pages, and only where something is missing", () => {
  const history = new History();
  history.merge(950, stretch(950, 1000), 1000);
  assert.deepEqual(history.missing(950, 1000), []);
  assert.deepEqual(history.missing(940, 960), [900]);
  assert.deepEqual(history.missing(150, 350), [100, 200, 300]);
  assert.deepEqual(history.missing(-5, 5), [0]);
  assert.deepEqual(history.missing(990, 2000), []);
  assert.equal(pageSize, 100);
});

test("the newest messages are kept without a hole, and restored", () => {
  const history = new History();
  history.merge(0, stretch(0, 10), 1000);
  history.merge(960, stretch(960, 1000), 1000);
  const kept = history.tail(100);
  assert.equal(kept.offset, 960);
  const again = new History();
  again.restore(structuredClone(kept));
  assert.equal(again.total, 1000);
  assert.equal(again.slice(960, 1000).length, 40);
  assert.equal(again.append(message(1000)), 1000);
});
