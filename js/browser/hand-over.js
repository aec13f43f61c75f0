// The popup's page hands Zoom's answer over to the page that has opened it, through a
// BroadcastChannel, which works without `window.opener`. The channel is named by the `state`, so
// only pages of this origin that know it hear the answer.

import { errorOf } from "../error.js";
import { withDeadline } from "../shared/deadline.js";
import { HAND_OVER_TIMEOUT_MS } from "../shared/limits.js";
import { readAnswer } from "./answer.js";
import { browserError } from "./error-texts.js";

/** What the page says when it has received an answer. */
const RECEIVED = "received";

/**
 * @param {string | undefined} state
 * @throws {import("../error.js").ZoomPkceError} `storage_failed`: a browser that blocks all storage
 *   may refuse a channel, too, and an old one has none.
 */
function channelOf(state) {
  try {
    return new BroadcastChannel(`zoom-pkce:${state}`);
  } catch (cause) {
    const message = "a BroadcastChannel, which a popup needs, can't be used";
    const hint =
      "Let the browser store data for this site, or leave popup out: the page itself goes to Zoom.";
    throw browserError("storage_failed", { message, hint, cause });
  }
}

/**
 * Listens until an answer with the `state` comes, and confirms it. Other messages are ignored.
 *
 * @param {string} state
 * @param {(answer: import("./answer.js").Answer) => void} onAnswer
 * @returns {() => void} Stops listening.
 */
export function receive(state, onAnswer) {
  const channel = channelOf(state);
  channel.onmessage = ({ data }) => {
    const answer = typeof data === "string" ? readAnswer(data) : undefined;
    if (answer?.state !== state) return;
    channel.postMessage(RECEIVED);
    onAnswer(answer);
  };
  return () => channel.close();
}

/**
 * Hands an answer over, and closes the popup. The promise resolves if the browser does not close
 * it.
 *
 * @param {string} text The parameters of the answer.
 * @param {string | undefined} state
 * @param {AbortSignal} [signal]
 * @returns {Promise<undefined>}
 * @throws {import("../error.js").ZoomPkceError} `state_mismatch` if no page has received it.
 */
export async function handOver(text, state, signal) {
  const channel = channelOf(state);
  const deadline = {
    timeoutMs: HAND_OVER_TIMEOUT_MS,
    timeoutError: () =>
      browserError("state_mismatch", { message: "no page of this browser waits for this popup's answer" }),
    signals: [signal],
    abortError: (/** @type {unknown} */ cause) => errorOf("aborted", { cause }),
  };
  try {
    await withDeadline(
      deadline,
      () =>
        new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
          channel.onmessage = ({ data }) => data === RECEIVED && resolve();
          channel.postMessage(text);
        }),
    );
  } finally {
    channel.close();
  }
  window.close();
  return undefined;
}
