// The messages and hints of the errors that JavaScript throws. src/error.rs defines all errors. A
// test compares this table with it.

/** The end of every hint after which the code may be used up. */
export const AGAIN = "The authorization code may be used up: authorize again.";

/** The rule for a backend that finds no session. */
export const SESSION_COOKIE = "in Zoom's frame a session cookie needs SameSite=None and Secure.";

/**
 * @typedef {object} ErrorText
 * @property {string} message
 * @property {string} hint
 * @property {boolean} retryable
 */

export const ERROR_TEXTS = Object.freeze({
  invalid_argument: {
    message: "an argument is not valid",
    hint: "Correct what the message names; nothing was sent.",
    retryable: false,
  },
  aborted: {
    message: "aborted by the signal",
    hint: "The caller cancelled: authorize again when wanted. A code that was being forwarded may be used up.",
    retryable: true,
  },
  code_expired: {
    message: "the authorization code is older than 10 minutes; nothing was sent",
    hint: "Authorize again and forward the code at once.",
    retryable: true,
  },
  insecure_endpoint: {
    message: "url: must be https, or http on localhost; nothing was sent",
    hint: "Serve the backend over https: code and verifier would be readable on the way.",
    retryable: false,
  },
  network_error: {
    message: "the backend could not be reached",
    hint: `Check the URL, that the backend runs, its CORS headers if it is on another origin, and connect-src in the page's Content-Security-Policy. ${AGAIN}`,
    retryable: true,
  },
  backend_timeout: {
    message: "the backend did not answer in time",
    hint: `Look at the backend's log. ${AGAIN}`,
    retryable: true,
  },
  redirect_refused: {
    message: "the backend answered with a redirect, which is not followed",
    hint: "Give the final URL of the backend's endpoint: code and verifier are never sent to a second place.",
    retryable: false,
  },
  invalid_response: {
    message: "the backend's answer is not JSON",
    hint: "Let the endpoint answer application/json. HTML often means a wrong path, or a sign-in page in front of it.",
    retryable: false,
  },
  backend_rejected: {
    message: "the backend answered with an error status",
    hint: `Look at message, body and the backend's log. If it found no session: ${SESSION_COOKIE} ${AGAIN}`,
    retryable: false,
  },
  invalid_grant: {
    message: "the token endpoint refused the authorization code",
    hint: "Authorize again; the hint of the error names the likely causes.",
    retryable: true,
  },
});
