// The statistics of npm run timing, with made-up durations, so the result does not depend on the
// machine.

import assert from "node:assert/strict";
import { test } from "node:test";

import { compareClasses, welch } from "../../timing/welch.js";

test("Welch's t has the value and sign of an example by hand, and is 0 for equal samples", () => {
  // Means 2 and 4, variances 1 and 4 (n = 3 each): t = -2 / sqrt(1/3 + 4/3).
  assert.ok(Math.abs(welch([1, 2, 3], [2, 4, 6]) + 2 / Math.sqrt(5 / 3)) < 1e-12);
  assert.ok(welch([2, 4, 6], [1, 2, 3]) > 0);
  assert.equal(welch([1, 2, 3], [1, 2, 3]), 0);
});

test("a small difference under large outliers is seen once the slowest are left out", () => {
  /** @type {number[]} */
  const durations = [];
  /** @type {number[]} */
  const classes = [];
  for (let i = 0; i < 20_000; i++) {
    const durationClass = i & 1;
    // Both classes have the same noise and outliers. The durations of one class are longer by 6.
    const n = i >> 1;
    const isOutlier = n % 50 === 0;
    durations.push(isOutlier ? 100_000 + ((n * 7919) % 900_000) : 1000 + ((n * 31) % 97) + 6 * durationClass);
    classes.push(durationClass);
  }
  const [whole, ...cropped] = compareClasses(durations, classes);
  assert.ok(Math.abs(whole.t) < 4.5, `${whole.t}`);
  for (const { t } of cropped.slice(0, 2)) assert.ok(t < -4.5, `${t}`);
  const same = compareClasses(
    durations.map((value, i) => value - (value < 100_000 ? 6 * classes[i] : 0)),
    classes,
  );
  for (const { t } of same) assert.equal(t, 0);
});
