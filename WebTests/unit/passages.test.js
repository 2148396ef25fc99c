import assert from "node:assert/strict";
import { test } from "node:test";
import { passagesBefore } from "../../Web/ui/passages.js";

const passages = [1, 4, 5, 8].map((seq) => ({ seq, came: true, user_id: seq, name: "", actor_id: 2 }));
const message = (seq) => ({ seq });

/** The places of those who came or went before each row, one more row than there are messages, and one further. */
const before = (messages) =>
  Array.from({ length: messages.length + 2 }, (_, row) =>
    passagesBefore(passages, messages, messages.length, row).map((each) => each.seq),
  );

test("who came and went stands between the messages where it happened, and at the end", () => {
  assert.deepEqual(before([2, 3, 6, 7].map(message)), [[1], [], [4, 5], [], [8], []]);
});

test("without messages it stands in the first row", () => {
  assert.deepEqual(before([]), [[1, 4, 5, 8], []]);
});

test("beside a message that is not here yet it waits", () => {
  const messages = [2, 3, 6, 7].map(message);
  delete messages[1];
  assert.deepEqual(before(messages), [[1], [], [], [], [8], []]);
});
