// The option `challenge` of `authorize`: the backend makes a code challenge for each sign-in.

import { errorOf, invalidArgument, optionsOf, ZoomPkceError } from "./error.js";
import { checkSignal, checkTimeout } from "./forward/target.js";
import { checkProgress, withProgress } from "./progress.js";
import { withDeadline } from "./shared/deadline.js";
import { AUTHORIZE_TIMEOUT_MS } from "./shared/limits.js";
import { callWasm } from "./wasm.js";

/** Options that `challenge` replaces. */
const EXCLUDED = /** @type {const} */ (["codeChallenge", "codeChallengeMethod", "state"]);

const TIMED_OUT = "challenge: it did not settle within timeoutMs";
const TIMEOUT_HINT = "Look at the backend's log. Authorize again, or raise timeoutMs.";
const FAILED = "challenge: it has thrown or rejected";
const FAILED_HINT =
  "Look at the cause and at the backend's log. The Zoom client was not asked: authorize again.";

/**
 * Calls `challenge`, and then `start` with its result. Other flows are refused meanwhile.
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
  const excluded = EXCLUDED.find((name) => options[name] != null);
  if (excluded) throw invalidArgument(`${excluded}: must not be given together with challenge`);
  checkTimeout(options.timeoutMs);
  checkSignal(options.signal);
  const { onProgress, signal } = options;
  checkProgress(onProgress);
  const timeoutMs = options.timeoutMs ?? AUTHORIZE_TIMEOUT_MS;
  callWasm((wasm) => wasm.reserve());
  const startedAt = performance.now();
  let backendChallenge;
  try {
    backendChallenge = await withProgress(onProgress, "challenge", () =>
      fetchChallenge(challenge, timeoutMs, signal),
    );
  } finally {
    callWasm((wasm) => wasm.release());
  }
  // The same task as the release: no other flow starts in between.
  const leftMs = Math.ceil(timeoutMs - (performance.now() - startedAt));
  return start({ ...options, ...backendChallenge, timeoutMs: Math.max(1, leftMs) });
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
  const backendChallenge = await withDeadline(deadline, async (signal) => {
    try {
      const { codeChallenge, state } = (await challenge({ signal })) ?? {};
      return { codeChallenge, state };
    } catch (cause) {
      throw errorOf("network_error", { message: FAILED, hint: FAILED_HINT, cause });
    }
  });
  if (backendChallenge.codeChallenge == null || backendChallenge.state == null) {
    throw invalidArgument("challenge: must return { codeChallenge, state }, or a promise of it");
  }
  return backendChallenge;
}
