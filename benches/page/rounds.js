// Measures contenders in rounds. In each round every contender runs one batch, in random order. A
// slow moment of the machine then slows all of them, so the ratios of a round stay right. Benchmark
// libraries measure one task to its end and then the next one.

import { contenders, prepare } from "./contenders.js";

/** A batch takes at least this many steps of the clock, so that rounding does not matter. */
const MIN_CLOCK_STEPS = 50;

/** The number of calls in a batch, by contender. @type {Map<string, number>} */
const counts = new Map();

/** The last result. It is exported so that engines cannot optimise the calls away. */
export let last = /** @type {unknown} */ (undefined);

/** Returns the smallest step of the clock, in milliseconds. */
function clockStep() {
  let finest = Infinity;
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    finest = Math.min(finest, now - start);
  }
  return finest;
}

/**
 * @param {import("./contenders.js").Contender} contender
 * @param {number} count
 * @returns {Promise<number>} The time for all calls, in milliseconds.
 */
async function time({ isAsync, make }, count) {
  // Ends the task between batches, so that work left by one batch does not count for the next.
  await new Promise((resolve) => setTimeout(resolve));
  const start = performance.now();
  if (isAsync) for (let i = 0; i < count; i++) last = await make();
  else for (let i = 0; i < count; i++) last = make();
  return performance.now() - start;
}

/**
 * Warms everything up and determines the number of calls in a batch.
 *
 * @param {number} batchMs The minimum length of a batch, in milliseconds.
 * @returns {Promise<{ clockStepMs: number }>}
 */
export async function start(batchMs) {
  await prepare();
  const clockStepMs = clockStep();
  const wantedMs = Math.max(batchMs, MIN_CLOCK_STEPS * clockStepMs);
  for (const contender of contenders) {
    let count = 16;
    let tookMs = await time(contender, count);
    while (tookMs < wantedMs / 2) {
      count *= 2;
      tookMs = await time(contender, count);
    }
    counts.set(contender.name, Math.ceil((count * wantedMs) / tookMs));
  }
  return { clockStepMs };
}

/**
 * @param {number} rounds
 * @returns {Promise<Record<string, number>[]>} For each round, the microseconds per call, by
 *   contender.
 */
export async function measure(rounds) {
  const results = [];
  for (let round = 0; round < rounds; round++) {
    /** @type {Record<string, number>} */
    const result = {};
    for (const contender of shuffled(contenders)) {
      const count = counts.get(contender.name) ?? 1;
      result[contender.name] = ((await time(contender, count)) * 1000) / count;
    }
    results.push(result);
  }
  return results;
}

/** @template T @param {readonly T[]} items @returns {T[]} */
function shuffled(items) {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
