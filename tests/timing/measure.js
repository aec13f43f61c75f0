// Whether the time that verifyCodeChallenge takes tells where a challenge differs: two kinds of calls in random order, and
// the same for a comparison that stops at the first difference, which has to be found out.

import { randomBytes, randomInt } from "node:crypto";

import { generateCodeChallenge, generateCodeVerifier, init, verifyCodeChallenge } from "zoom-pkce";

import { compareClasses } from "./welch.js";

/** @import { Comparison } from "./welch.js" */

/** @typedef {"equal" | "first" | "last"} Kind where a challenge differs from the right one */

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {boolean} isControl whether a difference has to be found
 * @property {number} measurements
 * @property {number} callsEach
 * @property {Comparison[]} comparisons
 * @property {number} largest of the t-values, without sign
 */

const POOL = 64;
const CALLS = 10;

/** @typedef {(verifier: string, challenge: string) => boolean} Verify */

/** As the method must find it out: in the same surroundings, but with an end at the first difference. @type {Verify} */
function leaky(verifier, challenge) {
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
    verify: leaky,
  },
];
/** @type {[Kind, Kind][]} */
const PAIRS = [
  ["equal", "first"],
  ["first", "last"],
];

/**
 * @param {number} measurements for each comparison
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
      const pool = Array.from({ length: POOL }, () => {
        const verifier = generateCodeVerifier(length);
        const challenge = generateCodeChallenge(verifier, method);
        return { verifier, challenges: kinds.map((kind) => differing(challenge, kind)) };
      });
      const { durations, classes } = measure(measurements, pool, verify);
      const comparisons = compareClasses(durations, classes);
      const largest = Math.max(...comparisons.map(({ t }) => Math.abs(t)));
      results.push({ name: title, isControl, measurements, callsEach: CALLS, comparisons, largest });
    }
  }
  return results;
}

/** @type {Record<Kind, string>} */
const TITLES = { equal: "equal", first: "the first character differs", last: "the last character differs" };

/**
 * @param {string} challenge
 * @param {Kind} kind
 * @returns {string} a text of its own in memory in any case: the same one twice may be quicker
 */
function differing(challenge, kind) {
  const bytes = Buffer.from(challenge);
  const at = kind === "first" ? 0 : bytes.length - 1;
  if (kind !== "equal") bytes[at] = bytes[at] === 65 ? 66 : 65;
  return bytes.toString("latin1");
}

/**
 * @param {number} count
 * @param {{ verifier: string, challenges: string[] }[]} pool
 * @param {Verify} verify
 */
function measure(count, pool, verify) {
  // The first ones are compiled while they run.
  const warmUp = Math.ceil(count / 10);
  const total = count + warmUp;
  const draws = randomBytes(total);
  const offset = randomInt(POOL);
  const durations = new Float64Array(total);
  const classes = new Uint8Array(total);
  let equal = 0;
  for (let i = 0; i < total; i++) {
    const kind = draws[i] & 1;
    const { verifier, challenges } = pool[((draws[i] >> 1) + offset) % POOL];
    const challenge = challenges[kind];
    const from = process.hrtime.bigint();
    for (let call = 0; call < CALLS; call++) if (verify(verifier, challenge)) equal++;
    durations[i] = Number(process.hrtime.bigint() - from);
    classes[i] = kind;
  }
  if (equal > total * CALLS) throw new Error("never: it keeps the calls from being left out");
  return { durations: durations.subarray(warmUp), classes: classes.subarray(warmUp) };
}
