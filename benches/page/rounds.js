// Measures contenders in rounds: in each of them every contender runs one batch, in an order that is drawn anew. What slows
// the machine for a while then slows all of them, and leaves the ratios of a round alone. The libraries for this measure one
// task to its end and then the next one.

import { contenders, prepare } from "./contenders.js";

/** Long against the clock's step, so that rounding it does not show. */
const STEPS = 50;

/** How many calls make a batch. @type {Map<string, number>} */
const counts = new Map();

/** What was made last: what nobody can see, an engine need not make. */
export let last = /** @type {unknown} */ (undefined);

/** The clock's finest step, in milliseconds. */
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
 * @returns {Promise<number>} milliseconds
 */
async function time({ isAsync, make }, count) {
  // A turn between batches: what the one before has left to do is its own.
  await new Promise((resolve) => setTimeout(resolve));
  const start = performance.now();
  if (isAsync) for (let i = 0; i < count; i++) last = await make();
  else for (let i = 0; i < count; i++) last = make();
  return performance.now() - start;
}

/**
 * Warms everything up and finds out how many calls make a batch.
 *
 * @param {number} batchMs What a batch takes at least.
 * @returns {Promise<{ clockStepMs: number }>}
 */
export async function start(batchMs) {
  await prepare();
  const clockStepMs = clockStep();
  const wanted = Math.max(batchMs, STEPS * clockStepMs);
  for (const contender of contenders) {
    let count = 16;
    let taken = await time(contender, count);
    while (taken < wanted / 2) {
      count *= 2;
      taken = await time(contender, count);
    }
    counts.set(contender.name, Math.ceil((count * wanted) / taken));
  }
  return { clockStepMs };
}

/**
 * @param {number} rounds
 * @returns {Promise<Record<string, number>[]>} for each round, by contender: microseconds a call
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
