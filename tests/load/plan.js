// Plans the faults, delays and aborts of each flow from a seed. The same seed gives the same plans.
// The order of events on the machine still differs between runs.

import { createHash } from "node:crypto";

/**
 * The behaviour of Zoom's token endpoint for one code.
 *
 * - `none`: a correct answer
 * - `late`: a correct answer after a delay
 * - `refused`: `invalid_grant`, the error for a used code
 * - `html`: a proxy's HTML page with status 503
 * - `error`: JSON with status 500
 * - `reset`: the connection breaks before the answer
 * - `half`: the connection breaks in the middle of the answer
 * - `slow`: no answer
 *
 * @typedef {"none" | "late" | "refused" | "html" | "error" | "reset" | "half" | "slow"} Fault
 */

/**
 * @typedef {object} Plan
 * @property {number} startMs from the start of the wave to the start of the flow
 * @property {Fault} fault
 * @property {number} zoomMs Zoom's delay before the fault or the answer
 * @property {number | undefined} abortMs from the call of `forward` to the abort
 * @property {number} timeoutMs the option of `forward`
 * @property {"json" | "form"} format
 * @property {boolean} keepsVerifier whether the backend makes the challenge and keeps the verifier
 */

/** @type {Fault[]} */
const FAULTS = ["late", "refused", "html", "error", "reset", "half", "slow"];
const IMPATIENT_MS = 700;
const LONGEST_ABORT_MS = 1500;

/**
 * Returns a number that is determined by the seed and the name of the value.
 *
 * @param {string} seed
 * @param {string} what the name of the value
 * @returns {number} at least 0, below 1
 */
export const draw = (seed, what) =>
  createHash("sha256").update(`${seed}/${what}`).digest().readUIntBE(0, 6) / 2 ** 48;

/**
 * Plans one flow.
 *
 * @param {string} seed
 * @param {string} name the name of the flow
 * @param {{
 *   spreadMs: number,
 *   zoomTakesMs?: number | undefined,
 *   timeoutMs: number,
 *   hasFaults: boolean,
 *   hasAborts: boolean,
 *   canKeep: boolean,
 * }} wave
 * @returns {Plan}
 */
export function planFlow(seed, name, wave) {
  const { spreadMs, zoomTakesMs = 0, timeoutMs, hasFaults, hasAborts, canKeep } = wave;
  const number = (/** @type {string} */ what) => draw(seed, `${name}/${what}`);
  const isFaulty = hasFaults && number("faulty") < 0.5;
  const fault = (isFaulty && FAULTS[Math.floor(number("fault") * FAULTS.length)]) || "none";
  // Some flows are aborted before the request is sent.
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
 * Returns the outcome of a flow that is not aborted, if the backend and Zoom are up all the time.
 *
 * @param {Plan} plan
 * @returns {string} `result`, or the error's code, followed by its status if it has one
 */
export function expectedOutcome({ fault, timeoutMs }) {
  if (fault === "none" || fault === "late") return "result";
  if (fault === "refused") return "invalid_grant 400";
  // The token handler passes Zoom's 503 on.
  if (fault === "html") return "backend_rejected 503";
  if (fault !== "slow") return "backend_rejected 502";
  return timeoutMs === IMPATIENT_MS ? "backend_timeout" : "backend_rejected 504";
}
