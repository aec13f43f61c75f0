// Platforms without a working random source, and a test for biased random texts.

/** @type {Record<string, () => unknown>} */
const PLATFORMS = {
  "no crypto": () => undefined,
  "null for crypto": () => null,
  "no getRandomValues": () => ({}),
  "getRandomValues is no function": () => ({ getRandomValues: 4 }),
  "getRandomValues throws": () => ({
    getRandomValues() {
      throw new DOMException("no entropy", "OperationError");
    },
  }),
  "getRandomValues throws undefined": () => ({
    getRandomValues() {
      throw undefined;
    },
  }),
  "getRandomValues fills half and throws": () => ({
    getRandomValues(/** @type {Uint8Array} */ bytes) {
      bytes.fill(7, 0, bytes.length / 2);
      throw new DOMException("no more entropy", "OperationError");
    },
  }),
  "crypto is a getter that throws": () => {
    throw new Error("from a getter");
  },
};

export const WITHOUT_RANDOM = Object.keys(PLATFORMS);

/**
 * Replaces the global `crypto`.
 *
 * @param {string} how One of `WITHOUT_RANDOM`.
 * @returns {() => void} restores the platform's own `crypto`
 */
export function withoutRandom(how) {
  const own = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, "crypto"));
  Object.defineProperty(globalThis, "crypto", { get: PLATFORMS[how], configurable: true });
  return () => void Object.defineProperty(globalThis, "crypto", own);
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * The bounds of the chi-squared statistic with 63 degrees of freedom. A good generator exceeds each
 * with a probability below 10^-13: the upper bound is by Laurent and Massart (2000), the lower by
 * Chernoff.
 */
const CHI_SQUARED = { least: 10, most: 210 };

/**
 * Tests whether generated texts are uniformly distributed over base64url: the counts of the
 * characters at each place, and that no text occurs twice. Over 75 places, as many as a verifier
 * and a state have together, a good generator fails less than once in 10^10 runs.
 *
 * @param {() => string} generate
 * @param {number} length The length of each text.
 * @param {number} [count] The number of texts.
 * @returns {string[]} the problems that were found
 */
export function findBias(generate, length, count = 1_000_000) {
  const indexes = new Uint8Array(128).fill(255);
  for (let i = 0; i < 64; i++) indexes[ALPHABET.charCodeAt(i)] = i;
  const counts = new Uint32Array(length * 256);
  const seen = new Set();
  for (let n = 0; n < count; n++) {
    const text = generate();
    if (text.length !== length) return [`a text of ${text.length} characters`];
    for (let at = 0; at < length; at++) counts[at * 256 + indexes[text.charCodeAt(at) & 127]]++;
    seen.add(text);
  }
  const problems = [];
  if (seen.size < count) problems.push(`${count - seen.size} texts came twice`);
  const expected = count / 64;
  for (let at = 0; at < length; at++) {
    if (counts[at * 256 + 255] > 0) problems.push(`place ${at}: a character of no alphabet`);
    let sum = 0;
    for (let i = 0; i < 64; i++) sum += (counts[at * 256 + i] - expected) ** 2 / expected;
    if (sum < CHI_SQUARED.least || sum > CHI_SQUARED.most) problems.push(`place ${at}: chi-squared ${sum}`);
  }
  return problems;
}
