// Whether two sets of durations differ: Welch's t, after the slowest have been left out. What an operating system does in
// between only makes durations longer, so they say least.

/** @typedef {{ kept: number, t: number }} Comparison `kept`: the share of the measurements that counted */

const KEPT = [1, 0.95, 0.75, 0.5];

/**
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
 * @param {ArrayLike<number>} durations
 * @param {ArrayLike<number>} classes 0 or 1, for each of the durations
 * @returns {Comparison[]} for several shares
 */
export function compareClasses(durations, classes) {
  const all = Array.from(durations);
  const sorted = Float64Array.from(all).sort();
  return KEPT.map((kept) => {
    const limit = sorted[Math.ceil(kept * sorted.length) - 1];
    const of = (/** @type {number} */ wanted) =>
      all.filter((value, i) => classes[i] === wanted && value <= limit);
    const t = welch(of(0), of(1));
    return { kept, t: Number((Number.isFinite(t) ? t : 0).toFixed(2)) };
  });
}
