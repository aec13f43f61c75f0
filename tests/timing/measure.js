// Measures whether the duration of verifyCodeChallenge depends on where a challenge differs. Two
// kinds of calls are timed in random order. The control is a comparison that stops at the first
// difference: the method must detect it.

import { randomBytes, randomInt } from "node:crypto";

import { generateCodeChallenge, generateCodeVerifier, init, verifyCodeChallenge } from "zoom-pkce";

import { compareClasses } from "./welch.js";

/** @import { Comparison } from "./welch.js" */

/** @typedef {"equal" | "first" | "last"} Kind The first difference from the right challenge. */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {boolean} isControl Whether a difference must be found.
 * @property {number} measurements
 * @property {number} callsEach
 * @property {Comparison[]} comparisons
 * @property {number} largest The largest absolute t-value.
 */

/** The number of code verifiers to draw from. */
const POOL_SIZE = 64;
const CALLS_PER_MEASUREMENT = 10;

/** @typedef {(verifier: string, challenge: string) => boolean} Verify */

/**
 * The control: the same call, followed by a comparison that stops at the first difference.
 *
 * @type {Verify}
 */
function verifyWithLeak(verifier, challenge) {
  const isEqual = verifyCodeChallenge(verifier, challenge, "plain");
  for (let i = 0; i < verifier.length; i++)
    if (verifier.charCodeAt(i) !== challenge.charCodeAt(i)) return false;
  return isEqual;
}

/** @type {{ name: string, isControl: boolean, length: number, method: "plain" | "S256", verify: Verify }[]} */
const SUBJECTS = [
  {
    name: "verifyCodeChallenge, S256",
    isControl: false,
    length: 43,
    method: "S256",
    verify: (verifier, challenge) => verifyCodeChallenge(verifier, challenge, "S256"),
  },
  {
    name: "verifyCodeChallenge, plain, 128 characters",
    isControl: false,
    length: 128,
    method: "plain",
    verify: (verifier, challenge) => verifyCodeChallenge(verifier, challenge, "plain"),
  },
  {
    name: "a comparison that leaks, 128 characters",
    isControl: true,
    length: 128,
    method: "plain",
    verify: verifyWithLeak,
  },
];
/** @type {[Kind, Kind][]} */
const PAIRS = [
  ["equal", "first"],
  ["first", "last"],
];

/**
 * @param {number} measurements The number for each comparison.
 * @param {(text: string) => void} say
 * @returns {Promise<Measured[]>}
 */
export async function measureTiming(measurements, say) {
  await init();
  const results = [];
  for (const { name, isControl, length, method, verify } of SUBJECTS) {
    for (const kinds of PAIRS) {
      const title = `${name}: ${kinds.map((kind) => TITLES[kind]).join(" beside ")}`;
      say(`${title}: ${measurements} measurements…`);
      const pool = Array.from({ length: POOL_SIZE }, () => {
        const verifier = generateCodeVerifier(length);
        const challenge = generateCodeChallenge(verifier, method);
        return { verifier, challenges: kinds.map((kind) => differing(challenge, kind)) };
      });
      const { durations, classes } = measure(measurements, pool, verify);
      const comparisons = compareClasses(durations, classes);
      const largest = Math.max(...comparisons.map(({ t }) => Math.abs(t)));
      results.push({
        name: title,
        isControl,
        measurements,
        callsEach: CALLS_PER_MEASUREMENT,
        comparisons,
        largest,
      });
    }
  }
  return results;
}

/** @type {Record<Kind, string>} */
const TITLES = { equal: "equal", first: "the first character differs", last: "the last character differs" };

/**
 * @param {string} challenge
 * @param {Kind} kind
 * @returns {string} Always a new string: comparing a string with itself may be faster.
 */
function differing(challenge, kind) {
  const bytes = Buffer.from(challenge);
  const at = kind === "first" ? 0 : bytes.length - 1;
  if (kind !== "equal") bytes[at] = bytes[at] === 65 ? 66 : 65;
  return bytes.toString("latin1");
}

/** @typedef {{ verifier: string, challenges: string[] }} Pooled */

/**
 * @param {number} count
 * @param {Pooled[]} pool
 * @param {Verify} verify
 */
function measure(count, pool, verify) {
  // The first measurements are discarded, because the code is compiled while they run.
  const warmUp = Math.ceil(count / 10);
  const total = count + warmUp;
  const draws = randomBytes(total);
  const offset = randomInt(POOL_SIZE);
  const durations = new Float64Array(total);
  const classes = new Uint8Array(total);
  let equalCalls = 0;
  for (let i = 0; i < total; i++) {
    const draw = /** @type {number} */ (draws[i]);
    const kind = draw & 1;
    const { verifier, challenges } = /** @type {Pooled} */ (pool[((draw >> 1) + offset) % POOL_SIZE]);
    const challenge = /** @type {string} */ (challenges[kind]);
    const from = process.hrtime.bigint();
    for (let call = 0; call < CALLS_PER_MEASUREMENT; call++) if (verify(verifier, challenge)) equalCalls++;
    durations[i] = Number(process.hrtime.bigint() - from);
    classes[i] = kind;
  }
  // This use of the results keeps the engine from removing the calls.
  if (equalCalls > total * CALLS_PER_MEASUREMENT)
    throw new Error("impossible: more calls were equal than were made");
  return { durations: durations.subarray(warmUp), classes: classes.subarray(warmUp) };
}
