import assert from "node:assert/strict";
import { test } from "node:test";
import { TestBrowser, TestServer } from "./server.js";

async function started(messages = 3) {
  const server = new TestServer();
  server.chat(1, messages);
  const browser = await new TestBrowser(server).start();
  await browser.logIn();
  return { server, browser };
}

const numbers = Array.from({ length: 10 }, (_, n) => n);

test("after the log-in the chats are there and events flow", async () => {
  const { server, browser } = await started();
  assert.equal(browser.snapshot.status.state, "live");
  assert.equal(browser.snapshot.chats[0].unread, 3);
  server.post(1, 2, "new");
  await browser.clock.pass(100);
  assert.equal(browser.snapshot.chats[0].unread, 4);
  assert.equal(browser.snapshot.chats[0].last_message.text, "new");
});

test("a new password ends the other sessions, and this one goes on with a new token", async () => {
  const { server, browser } = await started();
  browser.told.length = 0;
  await browser.engine.calls.changePassword({ old_password: "secret", new_password: "another secret" });
  await browser.clock.pass(100);
  assert.equal(browser.snapshot.status.state, "live");
  assert.ok(browser.told.every(([event, data]) => event !== "session" || !data.expired));
  assert.ok(!JSON.stringify(browser.told).includes("token"));
  const again = await browser.reload();
  assert.equal(again.snapshot.status.state, "live");
  assert.equal(server.heard.filter((frame) => frame.type === "auth").at(-1).token, "another token");
});

test("a password that is not changed leaves the session as it was", async () => {
  const { server, browser } = await started();
  const change = { old_password: "wrong", new_password: "another secret" };
  await assert.rejects(browser.engine.calls.changePassword(change), { code: "wrong_password" });
  await browser.clock.pass(100);
  assert.equal(browser.snapshot.status.state, "live");
  server.post(1, 2, "new");
  await browser.clock.pass(100);
  assert.equal(browser.snapshot.chats[0].last_message.text, "new");
});

test("the server is asked to speak the language of the page", async () => {
  const server = new TestServer();
  const api = server.api();
  const browser = new TestBrowser(server, undefined, undefined, api);
  browser.engine.calls.speak({ language: "ru" });
  assert.equal(api.language, "ru");
});

test("no tab ever gets the token", async () => {
  const { browser } = await started();
  assert.ok(!JSON.stringify([browser.told, browser.snapshot]).includes("token"));
});

test("a message is in the outbox until it has come by, then in the history", async () => {
  const { browser } = await started();
  await browser.engine.calls.open({ chat: 1 });
  await browser.send("hello", "a");
  assert.equal(browser.snapshot.outbox[0].state, "sent");
  await browser.clock.pass(100);
  assert.deepEqual(browser.snapshot.outbox, []);
  const page = await browser.engine.calls.open({ chat: 1 });
  assert.equal(page.items.at(-1)[1].text, "hello");
  assert.deepEqual(await browser.store.all("outbox"), []);
});

test("a message and its entry change places in one update", async () => {
  const { browser } = await started();
  await browser.engine.calls.open({ chat: 1 });
  browser.told.length = 0;
  await browser.send("hello", "a");
  await browser.clock.pass(100);
  const updates = browser.told.filter(([event]) => event === "update").map(([, data]) => data);
  const gone = updates.findIndex((update) => update.outbox.some(([, entry]) => entry === null));
  assert.ok(updates[gone].pages.some(([, page]) => page.items.some(([, message]) => message.cmid === "a")));
});

test("what is written without a network is sent when it is back, in order, once", async () => {
  const { server, browser } = await started(0);
  server.cut();
  await browser.clock.pass(500);
  for (const n of numbers) await browser.send(`m${n}`, `c${n}`);
  assert.deepEqual(browser.texts(1), []);
  server.reachable = true;
  await browser.clock.pass(60_000);
  assert.deepEqual(browser.texts(1), numbers.map((n) => `m${n}`));
});

test("what is written without a network survives a reload, with its id", async () => {
  const { server, browser } = await started(0);
  server.cut();
  await browser.clock.pass(500);
  await browser.send("kept", "c1");
  const again = await browser.crash();
  assert.equal(again.snapshot.outbox[0].cmid, "c1");
  server.reachable = true;
  await again.clock.pass(60_000);
  assert.deepEqual(again.texts(1), ["kept"]);
  assert.deepEqual(again.snapshot.outbox, []);
});

test("messages whose acknowledgement was lost are sent again and stored once", async () => {
  const { server, browser } = await started(0);
  for (const n of numbers) {
    await browser.send(`m${n}`, `c${n}`);
    if (n === 4) {
      await browser.clock.pass(1);
      // Stored, and then the word of it is lost.
      server.post(1, 1, "m5", "c5");
      server.cut();
      await browser.clock.pass(50);
    }
  }
  server.reachable = true;
  await browser.clock.pass(60_000);
  assert.deepEqual(browser.texts(1), numbers.map((n) => `m${n}`));
  assert.deepEqual(browser.snapshot.outbox, []);
});

test("a refusal shows why, and a retry sends the same message", async () => {
  const { server, browser } = await started(0);
  server.refuse = () => ({ code: "not_a_member", detail: "no" });
  await browser.send("hello", "a");
  await browser.clock.pass(100);
  assert.deepEqual(browser.snapshot.outbox.map(({ state, code }) => [state, code]), [["failed", "not_a_member"]]);
  server.refuse = null;
  await browser.engine.calls.retry({ cmid: "a" });
  await browser.clock.pass(100);
  assert.deepEqual(browser.texts(1), ["hello"]);
  assert.deepEqual(browser.snapshot.outbox, []);
});

test("a refused message can be given up, and stays given up", async () => {
  const { server, browser } = await started(0);
  server.refuse = () => ({ code: "invalid_text", detail: "no" });
  await browser.send("hello", "a");
  await browser.clock.pass(100);
  await browser.engine.calls.discard({ cmid: "a" });
  const again = await browser.reload();
  assert.deepEqual(again.snapshot.outbox, []);
});

test("a busy server gets the message again after the pause that it asked for", async () => {
  const { server, browser } = await started(0);
  server.refuse = () => ({ code: "overloaded", retry_after: 3 });
  await browser.send("hello", "a");
  await browser.clock.pass(2_900);
  server.refuse = null;
  assert.deepEqual(browser.texts(1), []);
  await browser.clock.pass(300);
  assert.deepEqual(browser.texts(1), ["hello"]);
});

test("after an outage only what is missing comes, and nothing comes twice", async () => {
  const { server, browser } = await started(3);
  await browser.engine.calls.open({ chat: 1 });
  server.cut();
  await browser.clock.pass(100);
  for (const n of numbers) server.post(1, 2, `missed ${n}`);
  server.reachable = true;
  server.requests.length = 0;
  await browser.clock.pass(30_000);
  const page = await browser.engine.calls.open({ chat: 1 });
  assert.equal(page.total, 13);
  assert.deepEqual(page.items.map(([index]) => index), Array.from({ length: 13 }, (_, n) => n));
  assert.equal(browser.snapshot.chats[0].unread, 13);
  assert.deepEqual(server.requests, []);
});

test("after a reload the chats are there before the network is, and are resumed", async () => {
  const { server, browser } = await started(3);
  await browser.engine.calls.open({ chat: 1 });
  await browser.clock.pass(2_000);
  server.cut();
  const again = await browser.reload();
  assert.equal(again.snapshot.chats[0].last_message.text, "old 2");
  const page = await again.engine.calls.open({ chat: 1 });
  assert.equal(page.items.length, 3);
  server.post(1, 2, "new");
  server.reachable = true;
  await again.clock.pass(60_000);
  assert.ok(server.heard.filter((frame) => frame.type === "hello").at(-1).position);
  assert.equal((await again.engine.calls.open({ chat: 1 })).total, 4);
});

test("a page that is left right after the log-in has its chats without a network, too", async () => {
  const { server, browser } = await started(3);
  server.cut();
  await browser.send("mine", "a");
  const again = await browser.crash();
  assert.equal(again.snapshot.chats[0].last_message.text, "old 2");
  assert.equal(again.snapshot.outbox[0].text, "mine");
});

test("a gap is never taken: the stream is resumed, and then the whole state fetched", async () => {
  const { server, browser } = await started(1);
  const hellos = () => server.heard.filter((frame) => frame.type === "hello");
  server.tell({ ...server.chats.get(1).log[0], id: 99, seq: 7 });
  await browser.clock.pass(3_000);
  assert.equal(browser.snapshot.chats[0].last_seq, 1);
  assert.equal(hellos().length, 2);
  assert.ok(hellos()[1].position);
  server.tell({ ...server.chats.get(1).log[0], id: 99, seq: 7 });
  await browser.clock.pass(3_000);
  assert.equal(hellos()[2].position, undefined);
  assert.equal(browser.snapshot.status.state, "live");
});

test("a session that is over keeps everything and goes on after the log-in", async () => {
  const { server, browser } = await started(0);
  server.tokenIsGood = false;
  for (const socket of [...server.sockets]) socket.drop(4401);
  await browser.clock.pass(100);
  assert.equal(browser.snapshot.session.expired, true);
  await browser.send("written meanwhile", "a");
  assert.equal(browser.snapshot.outbox.length, 1);
  server.tokenIsGood = true;
  await browser.logIn();
  assert.equal(browser.snapshot.session.expired, false);
  assert.deepEqual(browser.texts(1), ["written meanwhile"]);
});

test("the log-out leaves nothing but the settings", async () => {
  const { browser } = await started(3);
  await browser.engine.calls.settings({ language: "ru" });
  await browser.engine.calls.draft({ chat: 1, text: "draft" });
  await browser.engine.calls.logOut({});
  await browser.clock.pass(2_000);
  assert.deepEqual(browser.snapshot.chats, []);
  assert.equal(browser.snapshot.session.user, null);
  for (const table of ["outbox", "tails"]) assert.deepEqual(await browser.store.all(table), []);
  assert.deepEqual(await browser.store.all("kv"), [{ language: "ru" }]);
});

test("what was read without a network is told when it is back", async () => {
  const { server, browser } = await started(3);
  server.cut();
  await browser.clock.pass(100);
  await browser.engine.calls.read({ chat: 1, seq: 3 });
  assert.equal(browser.snapshot.chats[0].unread, 0);
  const again = await browser.reload();
  server.reachable = true;
  await again.clock.pass(60_000);
  assert.equal(server.chats.get(1).read, 3);
  assert.equal(again.snapshot.chats[0].unread, 0);
});

test("messages that came in are acknowledged, the newest one of a burst", async () => {
  const { server, browser } = await started(0);
  for (const n of numbers) server.post(1, 2, `m${n}`);
  await browser.clock.pass(2_000);
  const acks = server.heard.filter((frame) => frame.type === "ack");
  assert.deepEqual(acks, [{ type: "ack", chat_id: 1, seq: 10 }]);
});

test("a chat of ten thousand is opened with one request", async () => {
  const { server, browser } = await started(10_000);
  const page = await browser.engine.calls.open({ chat: 1 });
  assert.equal(page.total, 10_000);
  assert.equal(page.items.at(-1)[1].text, "old 9999");
  assert.equal(server.requests.length, 1);
  const middle = await browser.engine.calls.range({ chat: 1, from: 4_990, to: 5_010 });
  assert.deepEqual(middle.items.map(([index, message]) => message.text === `old ${index}`), Array(20).fill(true));
});

test("a message that comes in while the history is fetched has its place once", async () => {
  const { server, browser } = await started(150);
  const opening = browser.engine.calls.open({ chat: 1 });
  server.post(1, 2, "meanwhile");
  await browser.clock.pass(100);
  await opening;
  server.post(1, 2, "after");
  await browser.clock.pass(100);
  const page = await browser.engine.calls.open({ chat: 1 });
  assert.equal(page.total, 152);
  assert.deepEqual(page.items.slice(-2).map(([index, message]) => [index, message.text]), [[150, "meanwhile"], [151, "after"]]);
});
