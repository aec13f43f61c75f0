// The page that opens a popup and waits for its answer. It keeps the code verifier in memory.

import { errorOf } from "../error.js";
import { withProgress } from "../progress.js";
import { withDeadline } from "../shared/deadline.js";
import { BROWSER_CODE_VERIFIER_LIFETIME_MS } from "../shared/limits.js";
import { authorizationOf } from "./answer.js";
import { browserError } from "./error-texts.js";
import { receive } from "./hand-over.js";
import { newRequest } from "./request.js";
import { send } from "./send.js";

const FEATURES = "popup,width=500,height=700";

/** How often the page looks whether the popup is closed. No event tells it. */
const LOOK_MS = 250;

/**
 * The popup that was opened last, while its answer is waited for.
 *
 * @type {Window | undefined}
 */
let latest;

/**
 * Signs in by a popup.
 *
 * @param {import("./options.js").CheckedOptions} options
 * @returns {Promise<any>}
 */
export async function authorizeByPopup(options) {
  const { onProgress } = options;
  if (latest && !latest.closed) {
    latest.focus();
    throw browserError("in_progress");
  }
  const popup = open("about:blank", "_blank", FEATURES);
  if (!popup || popup.closed) throw browserError("popup_blocked");
  latest = popup;
  const deadline = {
    timeoutMs: BROWSER_CODE_VERIFIER_LIFETIME_MS,
    timeoutError: () => browserError("timeout"),
    signals: [options.signal],
    abortError: (/** @type {unknown} */ cause) => errorOf("aborted", { cause }),
  };
  let authorization;
  try {
    authorization = await withProgress(onProgress, "popup", () =>
      withDeadline(deadline, async (signal) => {
        const { request, url } = await newRequest(options);
        if (signal.aborted) return undefined;
        // Zoom's page is not loaded, so no policy of its own has set `closed`.
        if (popup.closed) throw browserError("popup_closed");
        const isClosed = closedDetector(popup);
        popup.location.replace(url);
        return authorizationOf(await answerOf(request.state, isClosed, signal), request);
      }),
    );
  } finally {
    popup.close();
    if (latest === popup) latest = undefined;
  }
  return authorization && send(authorization, options.target, options);
}

/**
 * Waits for the answer, or until the popup is closed or the signal is aborted.
 *
 * @param {string} state
 * @param {() => boolean} isClosed
 * @param {AbortSignal} signal
 * @returns {Promise<import("./answer.js").Answer>}
 */
function answerOf(state, isClosed, signal) {
  return new Promise((resolve, reject) => {
    const stopReceiving = receive(state, (answer) => {
      stop();
      resolve(answer);
    });
    const timer = setInterval(() => {
      if (!isClosed()) return;
      stop();
      reject(browserError("popup_closed"));
    }, LOOK_MS);
    const stop = () => {
      clearInterval(timer);
      stopReceiving();
    };
    signal.addEventListener("abort", stop);
  });
}

/**
 * Returns a function that tells whether the person has closed the popup. A page with
 * `Cross-Origin-Opener-Policy` in the popup sets `closed`, too, and then only the answer tells that
 * it is still open. So `closed` counts if Zoom's page was seen before without that policy and this
 * page has the focus, or if the person has opened another popup.
 *
 * @param {Window} popup
 */
function closedDetector(popup) {
  let wasAtZoom = false;
  return () => {
    if (!popup.closed) wasAtZoom ||= isAway(popup);
    return popup.closed && (latest !== popup || (wasAtZoom && document.hasFocus()));
  };
}

/** @param {Window} popup */
function isAway({ location }) {
  try {
    return location.href !== "about:blank";
  } catch {
    // The page of another origin.
    return true;
  }
}
