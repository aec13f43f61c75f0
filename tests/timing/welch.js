// Welch's t-test for two sets of durations, after the slowest ones have been left out.
// Interruptions by the operating system only make durations longer, so the slowest ones carry the
// least information.

/** @typedef {{ kept: number, t: number }} Comparison `kept` is the share of values that is used. */

const KEPT_SHARES = [1, 0.95, 0.75, 0.5];

/**
 * Returns Welch's t of two samples.
 *
 * @param {number[]} a
 * @param {number[]} b
 */
export function welch(a, b) {
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const variance = (/** @type {number[]} */ values, /** @type {number} */ mean) =>
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return (meanA - meanB) / Math.sqrt(variance(a, meanA) / a.length + variance(b, meanB) / b.length);
}

/**
 * Compares the durations of two classes.
 *
 * @param {ArrayLike<number>} durations
 * @param {ArrayLike<number>} classes The class of each duration: 0 or 1.
 * @returns {Comparison[]} One comparison for each share in `KEPT_SHARES`.
 */
export function compareClasses(durations, classes) {
  const all = Array.from(durations);
  const sorted = Float64Array.from(all).sort();
  return KEPT_SHARES.map((kept) => {
    const limit = sorted[Math.ceil(kept * sorted.length) - 1] ?? Infinity;
    const ofClass = (/** @type {number} */ wanted) =>
      all.filter((value, i) => classes[i] === wanted && value <= limit);
    const t = welch(ofClass(0), ofClass(1));
    return { kept, t: Number((Number.isFinite(t) ? t : 0).toFixed(2)) };
  });
}
