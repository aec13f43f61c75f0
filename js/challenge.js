// The option `challenge` of `authorize`: the backend makes a code challenge for each sign-in.

import { errorOf, invalidArgument, optionsOf, ZoomPkceError } from "./error.js";
import { checkSignal, checkTimeout } from "./forward/target.js";
import { withDeadline } from "./shared/deadline.js";
import { AUTHORIZE_TIMEOUT_MS } from "./shared/limits.js";
import { callWasm } from "./wasm.js";

const REPLACED = /** @type {const} */ (["codeChallenge", "codeChallengeMethod", "state"]);

const TIMED_OUT = "challenge: it did not settle within timeoutMs";
const TIMEOUT_HINT = "Look at the backend's log. Authorize again, or raise timeoutMs.";
const FAILED = "challenge: it has thrown or rejected";
const FAILED_HINT =
  "Look at the cause and at the backend's log. The Zoom client was not asked: authorize again.";

/**
 * Calls `challenge`, and then `start` with what it brought. Other flows are refused meanwhile.
 *
 * @template T
 * @param {import("./authorize.js").AuthorizeOptions} given
 * @param {(options: import("./authorize.js").AuthorizeOptions) => T} start
 * @returns {Promise<T>}
 * @throws {ZoomPkceError} `invalid_argument`, `in_progress`, `network_error`, `timeout`, `aborted`.
 */
export async function withChallenge(given, start) {
  const { challenge, ...options } = optionsOf(given);
  if (typeof challenge !== "function") throw invalidArgument("challenge: must be a function");
  const replaced = REPLACED.find((name) => options[name] != null);
  if (replaced) throw invalidArgument(`${replaced}: must not be given together with challenge`);
  checkTimeout(options.timeoutMs);
  checkSignal(options.signal);
  const timeoutMs = options.timeoutMs ?? AUTHORIZE_TIMEOUT_MS;
  callWasm((wasm) => wasm.reserve());
  const startedAt = performance.now();
  let made;
  try {
    made = await fetchChallenge(challenge, timeoutMs, options.signal);
  } finally {
    callWasm((wasm) => wasm.release());
  }
  if (made.codeChallenge == null || made.state == null) {
    throw invalidArgument("challenge: must return { codeChallenge, state }, or a promise of it");
  }
  // The same task as the release: no other flow starts in between.
  const leftMs = Math.ceil(timeoutMs - (performance.now() - startedAt));
  return start({ ...options, ...made, timeoutMs: Math.max(1, leftMs) });
}

/**
 * Calls `challenge` once.
 *
 * @param {import("./authorize.js").FetchChallenge} challenge
 * @param {number} timeoutMs
 * @param {AbortSignal | undefined} callerSignal
 */
async function fetchChallenge(challenge, timeoutMs, callerSignal) {
  const deadline = {
    timeoutMs,
    timeoutError: () => new ZoomPkceError("timeout", TIMED_OUT, TIMEOUT_HINT, true),
    signals: [callerSignal],
    abortError: (/** @type {unknown} */ cause) => errorOf("aborted", { cause }),
  };
  try {
    return await withDeadline(deadline, async (signal) => {
      const { codeChallenge, state } = (await challenge({ signal })) ?? {};
      return { codeChallenge, state };
    });
  } catch (cause) {
    throw cause instanceof ZoomPkceError
      ? cause
      : errorOf("network_error", { message: FAILED, hint: FAILED_HINT, cause });
  }
}
