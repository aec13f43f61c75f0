// What happens to a flow, drawn from a seed: the same seed, the same plan. (What the machine makes of it, who comes first,
// is not in anybody's hands.)

import { createHash } from "node:crypto";

/**
 * How Zoom's token endpoint behaves towards one code.
 *
 * - `none`: as it should; `late`: as it should, after a while
 * - `refused`: `invalid_grant`, as for a code that was used
 * - `html`, `error`: a page of a proxy (503), and a 500 in JSON
 * - `reset`, `half`: the connection breaks, before the answer and in the middle of it
 * - `slow`: no answer at all
 *
 * @typedef {"none" | "late" | "refused" | "html" | "error" | "reset" | "half" | "slow"} Fault
 */

/**
 * @typedef {object} Plan
 * @property {number} startMs after the beginning of the wave
 * @property {Fault} fault
 * @property {number} zoomMs how long Zoom takes before it does so
 * @property {number | undefined} abortMs after `forward` was called
 * @property {number} timeoutMs `forward`'s own
 * @property {"json" | "form"} format
 * @property {boolean} keepsVerifier whether the backend has made the challenge
 */

/** @type {Fault[]} */
const FAULTS = ["late", "refused", "html", "error", "reset", "half", "slow"];
const IMPATIENT_MS = 700;
const LONGEST_ABORT_MS = 1500;

/**
 * @param {string} seed
 * @param {string} what
 * @returns {number} from 0 to 1, without the 1
 */
export const draw = (seed, what) =>
  createHash("sha256").update(`${seed}/${what}`).digest().readUIntBE(0, 6) / 2 ** 48;

/**
 * @param {string} seed
 * @param {string} name of the flow
 * @param {{ spreadMs: number, zoomTakesMs?: number, timeoutMs: number, hasFaults: boolean, hasAborts: boolean, canKeep: boolean }} wave
 * @returns {Plan}
 */
export function planFlow(seed, name, wave) {
  const { spreadMs, zoomTakesMs = 0, timeoutMs, hasFaults, hasAborts, canKeep } = wave;
  const number = (/** @type {string} */ what) => draw(seed, `${name}/${what}`);
  const isFaulty = hasFaults && number("faulty") < 0.5;
  const fault = isFaulty ? FAULTS[Math.floor(number("fault") * FAULTS.length)] : "none";
  // Some before anything is sent.
  const abortMs = number("early") < 0.1 ? 0 : Math.floor(number("abort") * LONGEST_ABORT_MS);
  const isImpatient = fault === "slow" && number("impatient") < 0.5;
  return {
    startMs: Math.floor(number("start") * spreadMs),
    fault,
    zoomMs: Math.floor(number("zoom") * zoomTakesMs),
    abortMs: hasAborts && number("aborted") < 0.5 ? abortMs : undefined,
    timeoutMs: isImpatient ? IMPATIENT_MS : timeoutMs,
    format: number("format") < 0.5 ? "form" : "json",
    keepsVerifier: canKeep && number("kept") < 0.5,
  };
}

/**
 * The ends of a flow that was not aborted, while the backend and Zoom were up.
 *
 * @param {Plan} plan
 * @returns {string} `result`, or the code of the error, and the status where there is one
 */
export function expectedOutcome({ fault, timeoutMs }) {
  if (fault === "none" || fault === "late") return "result";
  if (fault === "refused") return "invalid_grant 400";
  if (fault !== "slow") return "backend_rejected 502";
  return timeoutMs === IMPATIENT_MS ? "backend_timeout" : "backend_rejected 504";
}
