// The option `challenge` of `authorize`: the backend makes a code challenge for each sign-in.

import { errorOf, invalidArgument, ZoomPkceError } from "./error.js";
import { checkSignal, checkTimeout } from "./forward/target.js";
import { withDeadline } from "./shared/deadline.js";
import { AUTHORIZE_TIMEOUT_MS } from "./shared/limits.js";
import { callWasm } from "./wasm.js";

const REPLACED = /** @type {const} */ (["codeChallenge", "codeChallengeMethod", "state"]);

/**
 * Fetches the code challenge and calls `start` with it. Other flows are refused meanwhile.
 *
 * @template T
 * @param {import("./authorize.js").AuthorizeOptions} options
 * @param {(options: import("./authorize.js").AuthorizeOptions) => T} start
 * @returns {Promise<T>}
 */
export async function withChallenge({ challenge, ...options }, start) {
  if (typeof challenge !== "function") throw invalidArgument("challenge: must be a function");
  for (const name of REPLACED) {
    if (options[name] != null) throw invalidArgument(`${name}: must not be given together with challenge`);
  }
  const { signal, timeoutMs } = options;
  checkTimeout(timeoutMs);
  checkSignal(signal);
  callWasm((wasm) => wasm.reserve());
  const startedAt = performance.now();
  const limitMs = timeoutMs ?? AUTHORIZE_TIMEOUT_MS;
  let made;
  try {
    made = await withDeadline(
      {
        timeoutMs: limitMs,
        timeoutError: () =>
          new ZoomPkceError(
            "timeout",
            "challenge did not settle within timeoutMs",
            "Look at the backend's log. Authorize again, or raise timeoutMs.",
            true,
          ),
        signals: [signal],
        abortError: (cause) => errorOf("aborted", { cause }),
      },
      async (signal) => {
        const { codeChallenge, state } = (await challenge({ signal })) ?? {};
        return { codeChallenge, state };
      },
    );
  } catch (error) {
    if (error instanceof ZoomPkceError) throw error;
    throw errorOf("network_error", {
      message: "challenge: it has thrown or rejected",
      hint: "Look at the cause and at the backend's log. The Zoom client was not asked: authorize again.",
      cause: error,
    });
  } finally {
    callWasm((wasm) => wasm.release());
  }
  if (made.codeChallenge == null || made.state == null) {
    throw invalidArgument("challenge: must return { codeChallenge, state }, or a promise of it");
  }
  // The same task as the release: no other flow starts in between.
  const leftMs = limitMs - (performance.now() - startedAt);
  return start({ ...options, ...made, timeoutMs: Math.max(1, Math.ceil(leftMs)) });
}
