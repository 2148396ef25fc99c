import assert from "node:assert/strict";
import { test } from "node:test";
import { Heights } from "../../Web/ui/heights.js";

test("rows that were never seen have the usual height", () => {
  const heights = new Heights(50);
  heights.resize(100);
  assert.equal(heights.total, 5000);
  assert.equal(heights.top(10), 500);
  assert.equal(heights.at(510), 10);
  assert.equal(heights.of(3), 50);
});

test("outside, the nearest row", () => {
  const heights = new Heights(50);
  heights.resize(10);
  assert.equal(heights.at(-100), 0);
  assert.equal(heights.at(100_000), 9);
  heights.resize(0);
  assert.equal(heights.total, 0);
  assert.equal(heights.at(0), 0);
});

test("sums and places are those of plain addition, through any growth and shrinking", () => {
  let seed = 3;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const heights = new Heights(48);
  let plain = [];
  for (let step = 0; step < 3000; step += 1) {
    const choice = random(10);
    if (choice === 0) {
      const count = random(500);
      heights.resize(count);
      plain = Array.from({ length: count }, (_, row) => plain[row] ?? 48);
    } else if (plain.length) {
      const row = random(plain.length);
      const height = 10 + random(200);
      assert.equal(heights.set(row, height), height - plain[row]);
      plain[row] = height;
    }
    if (!plain.length) continue;
    const row = random(plain.length);
    const top = plain.slice(0, row).reduce((sum, height) => sum + height, 0);
    assert.equal(heights.top(row), top);
    assert.equal(heights.at(top + random(plain[row])), row);
  }
});

test("a hundred thousand rows are no burden", () => {
  const heights = new Heights(48);
  heights.resize(100_000);
  const before = performance.now();
  for (let row = 0; row < 10_000; row += 1) {
    heights.set(row * 9, 60);
    heights.at(heights.top(row * 9));
  }
  assert.ok(performance.now() - before < 500);
  assert.equal(heights.total, 100_000 * 48 + 10_000 * 12);
});
