// Summaries of many measurements: the median and the quartiles.

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} q1 A quarter of the values is below it.
 * @property {number} q3 A quarter of the values is above it.
 */

/**
 * Rounds to four significant digits, which is more than the clocks can tell.
 *
 * @param {number} value
 */
const rounded = (value) => Number(value.toPrecision(4));

/** @param {number[]} values @returns {Summary} */
export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  /** @param {number} part */
  const quantile = (part) => {
    const place = (sorted.length - 1) * part;
    const below = Math.floor(place);
    const [value = NaN, next = value] = sorted.slice(below);
    return rounded(value + (next - value) * (place - below));
  };
  return { median: quantile(0.5), q1: quantile(0.25), q3: quantile(0.75) };
}

/**
 * Summarizes the ratios of two contenders, round by round. A slow moment of the machine slows both
 * and leaves the ratio as it is.
 *
 * @param {number[]} values
 * @param {number[]} others
 */
export const summarizeRatios = (values, others) =>
  summarize(values.map((value, i) => value / (others[i] ?? NaN)));
