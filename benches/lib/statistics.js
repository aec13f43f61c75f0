// What is said of many measurements: the middle one, and between which two the middle half of them lies.

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} q1 A quarter of the values is below it.
 * @property {number} q3 A quarter of the values is above it.
 */

/** @param {number} value to four significant digits: no clock here gives more */
const rounded = (value) => Number(value.toPrecision(4));

/** @param {number[]} values @returns {Summary} */
export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  /** @param {number} part */
  const quantile = (part) => {
    const place = (sorted.length - 1) * part;
    const below = Math.floor(place);
    const next = sorted[below + 1] ?? sorted[below];
    return rounded(sorted[below] + (next - sorted[below]) * (place - below));
  };
  return { median: quantile(0.5), q1: quantile(0.25), q3: quantile(0.75) };
}

/**
 * Two measured side by side: the ratio within each round, which what slows both leaves alone.
 *
 * @param {number[]} values
 * @param {number[]} others
 */
export const summarizeRatios = (values, others) => summarize(values.map((value, i) => value / others[i]));
