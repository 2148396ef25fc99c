import assert from "node:assert/strict";
import { test } from "node:test";
import { Hub } from "../../Web/link/hub.js";
import { settle } from "./clock.js";

async function made() {
  let emit = (_event, _data) => {};
  const views = [];
  const engine = {
    calls: {
      double: (n) => n * 2,
      fail: () => {
        throw new Error("why");
      },
      views: (params) => views.push(params.views),
    },
  };
  const hub = new Hub(async (given) => {
    emit = given;
    return engine;
  });
  await settle();
  const tab = (id) => {
    const port = { id, heard: [], post: (message) => port.heard.push(message) };
    return port;
  };
  return { hub, tab, views, emit: (event, data) => emit(event, data) };
}

test("a call is answered to who asked, also when it fails", async () => {
  const { hub, tab } = await made();
  const [a, b] = [tab("a"), tab("b")];
  await hub.take(b, { id: 1, method: "double", params: 1 });
  await hub.take(a, { id: 7, method: "double", params: 21 });
  await hub.take(a, { id: 8, method: "fail" });
  assert.deepEqual(a.heard[0], { id: 7, result: 42 });
  assert.equal(a.heard[1].error.code, "internal_error");
  assert.equal(b.heard.length, 1);
});

test("all tabs hear of changes, until they are gone", async () => {
  const { hub, tab, emit } = await made();
  const [a, b] = [tab("a"), tab("b")];
  for (const port of [a, b]) await hub.take(port, { id: 1, method: "double", params: 1 });
  await hub.take(a, { method: "bye" });
  hub.leave("nobody");
  emit("update", 5);
  assert.deepEqual(b.heard.at(-1), { event: "update", data: 5 });
  assert.equal(a.heard.length, 1);
});

test("what tabs show is told to the engine", async () => {
  const { hub, tab, views } = await made();
  await hub.take(tab("a"), { method: "view", params: { visible: true, chat: 3 } });
  await hub.take(tab("b"), { method: "view", params: { visible: false, chat: 4 } });
  assert.deepEqual(views.at(-1), [{ visible: true, chat: 3 }]);
  hub.leave("a");
  assert.deepEqual(views.at(-1), []);
});

test("one tab tells of a message: aloud the one that is looked at, with a notification the one used last", async () => {
  const { hub, tab, emit } = await made();
  const [a, b] = [tab("a"), tab("b")];
  await hub.take(a, { method: "view", params: { visible: true, chat: null } });
  await hub.take(b, { method: "view", params: { visible: false, chat: null } });
  emit("heard", { id: 1 });
  assert.deepEqual([a.heard, b.heard], [[{ event: "heard", data: { id: 1 } }], []]);
  a.heard.length = 0;
  await hub.take(a, { method: "view", params: { visible: false, chat: null } });
  emit("heard", { id: 2 });
  assert.deepEqual(a.heard, [{ event: "notify", data: { id: 2 } }]);
  assert.deepEqual(b.heard, []);
});
