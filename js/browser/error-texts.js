// The messages and hints of the errors of `zoom-pkce/browser`. `storage_failed`, `popup_blocked`
// and `popup_closed` exist only here. The others have the codes of the sign-in in the client.

import { ZoomPkceError } from "../error.js";

const AGAIN = "Start the sign-in again.";

export const BROWSER_ERROR_TEXTS = Object.freeze({
  storage_failed: {
    message: "sessionStorage can't be used",
    hint: "The code verifier waits there: let the browser store data for this site, or pass popup: true, which stores nothing.",
    retryable: false,
  },
  popup_blocked: {
    message: "the browser has blocked the popup",
    hint: "Call authorizeInBrowser in the click, before any await; with signIn, let config settle before the click. If it is blocked then, too, leave popup out: the page itself goes to Zoom.",
    retryable: true,
  },
  popup_closed: {
    message: "the popup was closed before Zoom answered",
    hint: "Let the person start again; do not open it again unprompted.",
    retryable: true,
  },
  in_progress: {
    message: "another popup of this page is still open",
    hint: "Use the promise of the first call, or abort its signal before calling again.",
    retryable: true,
  },
  sdk_not_configured: {
    message: "zoomSdk.config has failed",
    hint: "The cause is the SDK's own error. Check that the page's domain is on the app's domain allow list, and that neither a frame of another page than Zoom's nor another program's web view shows it. Then load the page again.",
    retryable: false,
  },
  access_denied: {
    message: "the person declined to authorize the app",
    hint: "Say what the access is for and let the person start again; do not ask again unprompted.",
    retryable: true,
  },
  authorize_failed: {
    message: "Zoom refused the authorization request",
    hint: "Check the app's client ID, scopes and OAuth allow list in the Marketplace. The zoomCode is Zoom's own.",
    retryable: false,
  },
  missing_code: {
    message: "Zoom's answer carries no authorization code",
    hint: AGAIN,
    retryable: true,
  },
  state_mismatch: {
    message: "the state of Zoom's answer is not one that this tab waits for",
    hint: `The answer was used already, belongs to another tab, has no state (as after "Add" in the Marketplace) or is forged: its code was dropped. ${AGAIN}`,
    retryable: true,
  },
  timeout: {
    message: "Zoom did not answer within 10 minutes",
    hint: `The code verifier is kept no longer: an answer after that is dropped. ${AGAIN}`,
    retryable: true,
  },
  invalid_grant: {
    message: "the token endpoint refused the authorization code",
    hint: `In order of likelihood: the backend sends another redirect_uri than the page, or drops code_verifier; its client ID is not the page's; the code was used twice or reached Zoom after more than 5 minutes. ${AGAIN}`,
    retryable: true,
  },
});

/**
 * Makes an error by its code. Texts that are not given are the code's own.
 *
 * @param {keyof typeof BROWSER_ERROR_TEXTS} code
 * @param {Partial<import("../error-texts.js").ErrorText> & { cause?: unknown }} [details]
 */
export function browserError(code, { cause, ...given } = {}) {
  const { message, hint, retryable } = { ...BROWSER_ERROR_TEXTS[code], ...given };
  return new ZoomPkceError(code, message, hint, retryable, cause);
}
