import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../../Web/core/connection.js";
import { TestClock } from "./clock.js";

/** A connection whose sockets do what the test says. */
function made() {
  const clock = new TestClock();
  const sockets = [];
  const told = { statuses: [], lost: 0, ended: 0, frames: [] };
  const open = () => {
    const socket = { sent: [], closed: false, send: (data) => socket.sent.push(JSON.parse(data)), close: () => (socket.closed = true) };
    sockets.push(socket);
    return socket;
  };
  const connection = new Connection(open, clock, {
    opened: () => {},
    frame: (frame) => {
      told.frames.push(frame);
      if (frame.type === "synced") connection.live();
    },
    lost: () => (told.lost += 1),
    ended: () => (told.ended += 1),
    status: (status) => told.statuses.push(status.state),
  });
  const say = (frame, socket = sockets.at(-1)) => socket.onmessage?.({ data: JSON.stringify(frame) });
  return { clock, sockets, told, connection, say };
}

async function live() {
  const all = made();
  all.connection.start();
  all.say({ type: "synced" });
  await all.clock.pass(10);
  return all;
}

test("an open socket is not live before the state is there", async () => {
  const { connection, say } = made();
  connection.start();
  assert.equal(connection.isLive, false);
  say({ type: "synced" });
  assert.equal(connection.isLive, true);
});

test("a socket that never says anything is left for another", async () => {
  const { clock, connection, sockets } = made();
  connection.start();
  await clock.pass(25_000);
  assert.equal(sockets[0].closed, true);
  assert.ok(sockets.length >= 2);
});

test("after silence the socket is asked, and left when it does not answer", async () => {
  const { clock, sockets, say } = await live();
  await clock.pass(26_000);
  assert.deepEqual(sockets[0].sent.at(-1), { type: "ping" });
  say({ type: "pong" });
  await clock.pass(12_000);
  assert.equal(sockets.length, 1);
  await clock.pass(30_000);
  assert.ok(sockets.length >= 2);
});

test("an open socket is not trusted after sleep: it is asked at once, and has little time", async () => {
  const { clock, sockets } = await live();
  await clock.sleep(3_600_000);
  await clock.pass(6_000);
  assert.deepEqual(sockets[0].sent.at(-1), { type: "ping" });
  await clock.pass(4_500);
  assert.equal(sockets[0].closed, true);
  assert.equal(sockets.length, 2);
});

test("a socket that answers after sleep is kept", async () => {
  const { clock, sockets, say } = await live();
  await clock.sleep(3_600_000);
  await clock.pass(10);
  say({ type: "pong" });
  await clock.pass(9_000);
  assert.equal(sockets.length, 1);
});

test("what was on its way before the sleep is no answer", async () => {
  const { clock, sockets, say } = await live();
  await clock.sleep(3_600_000);
  await clock.pass(10);
  say({ type: "message" });
  await clock.pass(4_500);
  assert.equal(sockets[0].closed, true);
});

test("what a left socket says is not heard", async () => {
  const { clock, connection, sockets, say, told } = await live();
  const listener = sockets[0].onmessage;
  connection.renew();
  await clock.pass(1_000);
  listener({ data: JSON.stringify({ type: "message" }) });
  say({ type: "synced" });
  assert.deepEqual(told.frames.map((frame) => frame.type), ["synced", "synced"]);
});

test("attempts come at growing pauses, and people are told from the second on", async () => {
  const { clock, connection, sockets, told } = made();
  connection.start();
  const times = [];
  for (let n = 0; n < 6; n += 1) {
    sockets.at(-1).onclose({ code: 1006 });
    const before = clock.time;
    const count = sockets.length;
    while (sockets.length === count) await clock.pass(50);
    times.push(clock.time - before);
  }
  assert.deepEqual([...times].sort((a, b) => a - b), times);
  assert.ok(times.at(-1) > 5_000);
  assert.ok(told.statuses.includes("offline"));
});

test("a restarting server says when to come back", async () => {
  const { clock, sockets, say } = await live();
  say({ type: "reconnect", after: 4.5 });
  sockets[0].onclose({ code: 1012 });
  await clock.pass(4_400);
  assert.equal(sockets.length, 1);
  await clock.pass(200);
  assert.equal(sockets.length, 2);
});

test("too many sockets: a long pause", async () => {
  const { clock, sockets } = await live();
  sockets[0].onclose({ code: 4429 });
  await clock.pass(20_000);
  assert.equal(sockets.length, 1);
  await clock.pass(60_000);
  assert.ok(sockets.length >= 2);
});

test("the end of the session is told, and nothing is tried any more", async () => {
  const { clock, sockets, told } = await live();
  sockets[0].onclose({ code: 4401 });
  await clock.pass(100_000);
  assert.equal(told.ended, 1);
  assert.equal(sockets.length, 1);
});

test("when the network is back the pause is over", async () => {
  const { connection, clock, sockets } = await live();
  for (let n = 0; n < 5; n += 1) {
    sockets.at(-1).onclose({ code: 1006 });
    const count = sockets.length;
    while (sockets.length === count) await clock.pass(50);
  }
  sockets.at(-1).onclose({ code: 1006 });
  const count = sockets.length;
  connection.doubt();
  assert.equal(sockets.length, count + 1);
});
