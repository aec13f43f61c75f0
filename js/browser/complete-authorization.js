import { withEndReported } from "../progress.js";
import { authorizationOf, readAnswer, takeAnswer } from "./answer.js";
import { handOver } from "./hand-over.js";
import { takeRequest } from "./kept-request.js";
import { checkCompletion } from "./options.js";
import { isOfPopup } from "./request.js";
import { send } from "./send.js";

/** @type {Promise<any> | undefined} */
let running;

/**
 * Completes a sign-in that `authorizeInBrowser` has started, on the page that Zoom sends the person
 * back to. Call it at every start of the page, before everything else: it takes Zoom's answer out
 * of the page's URL first. Then it checks the answer and posts the code and the code verifier to
 * the backend, as `forward` does.
 *
 * A call while another one runs returns the promise of that one, as with the double effects of
 * React's `StrictMode`.
 *
 * @param {import("./options.js").CompletionOptions} options `backend` is required. The other
 *   options of `authorizeInBrowser` may be given.
 * @returns {Promise<any>} The parsed JSON of the backend's answer. `undefined` if the URL has no
 *   answer of Zoom's, on a server, and in a popup, which hands the answer over and closes.
 * @throws {ZoomPkceError} The code is not used: `invalid_argument`, `insecure_endpoint`,
 *   `storage_failed`, `state_mismatch`, `timeout`, `access_denied`, `authorize_failed`,
 *   `missing_code`. Then the errors of `forward`.
 * @example
 * import { completeAuthorization } from "zoom-pkce/browser";
 *
 * const user = await completeAuthorization({ backend: "/api/zoom/token" });
 * user; // => undefined
 */
export function completeAuthorization(options) {
  running ??= complete(options).finally(() => (running = undefined));
  return running;
}

/** @param {import("./options.js").CompletionOptions} options */
async function complete(options) {
  if (typeof window === "undefined") return undefined;
  const text = takeAnswer();
  const { target, signal, onProgress } = checkCompletion(options);
  if (text === undefined) return undefined;
  const answer = readAnswer(text);
  if (isOfPopup(answer.state)) return handOver(text, answer.state, signal);
  const authorization = await withEndReported(onProgress, "redirect", () =>
    authorizationOf(answer, takeRequest(answer.state)),
  );
  return send(authorization, target, { signal, onProgress });
}
