import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { uuid } from "../../Web/core/wire.js";

test("ids are UUIDs of version 7, and no two are alike", () => {
  const ids = Array.from({ length: 1000 }, uuid);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, ids.length);
});

test("ids begin with the time in milliseconds, so later ones come after earlier ones", () => {
  const times = [0, 1, 255, 65_536, 1_764_230_400_000, 2 ** 48 - 1];
  const ids = times.map((now) => {
    mock.timers.enable({ apis: ["Date"], now });
    const id = uuid();
    mock.timers.reset();
    return id;
  });
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(ids[4].slice(0, 15), "019ac453-8800-7");
});
