// Reads the backend's answer.

import { AGAIN, SESSION_COOKIE } from "../error-texts.js";
import { errorOf } from "../error.js";
import { SHORTEST_CODE_LIFETIME_MS } from "../shared/limits.js";
import { pageReason } from "../shared/page-reason.js";

/** The length to which a reason in a message is cut, in characters. */
const MAX_REASON_CHARS = 300;

/**
 * @typedef {object} Sent
 * What hints depend on.
 *
 * @property {string | undefined} method The challenge method of the authorization.
 * @property {number} codeAgeMs How old the code was when it was sent, in milliseconds.
 */

/**
 * Returns the parsed body of a success. `null` if the body is empty.
 *
 * @param {Response} response
 * @param {string} text The body of the response.
 * @param {import("../shared/redact.js").Redact} redact
 * @param {Sent} sent
 * @returns {any}
 * @throws {import("../error.js").ZoomPkceError} `redirect_refused`, `invalid_response`,
 *   `invalid_grant` or `backend_rejected`; the last three with `status` and `body`.
 */
export function readAnswer({ ok, status, type }, text, redact, sent) {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) throw errorOf("redirect_refused");
  const { isJson, content } = parse(text);
  if (ok && isJson) return content;
  const body = redact(content);
  const error = ok
    ? errorOf("invalid_response")
    : content?.error === "invalid_grant"
      ? errorOf("invalid_grant", { hint: invalidGrantHint(sent), retryable: sent.method !== "S256" })
      : rejection(status, isJson && content, reasons(content, body, redact));
  error.status = status;
  error.body = body;
  throw error;
}

/** @param {string} text @returns {{ isJson: boolean, content: any }} */
function parse(text) {
  try {
    return { isJson: true, content: JSON.parse(text || "null") };
  } catch {
    return { isJson: false, content: text };
  }
}

/**
 * Returns the reasons for a failure: of JSON, the members of RFC 6749, section 5.2, and Zoom's
 * `reason`, which some backends pass on; of a page or a text, its first line.
 *
 * @param {unknown} content
 * @param {any} body The redacted content. Redacting must come first: a secret that is cut cannot be
 *   found.
 * @param {import("../shared/redact.js").Redact} redact
 */
const reasons = (content, body, redact) =>
  (typeof content === "string"
    ? [pageReason(content, redact)]
    : [body?.error, body?.error_description, body?.reason]
  )
    .map(oneLine)
    .filter(Boolean);

/**
 * Returns a text in one line, without a final full stop.
 *
 * @param {unknown} text
 * @returns {string}
 */
const oneLine = (text) =>
  typeof text === "string"
    ? text
        .slice(0, MAX_REASON_CHARS)
        .replace(/[\0- ]+/g, " ")
        .replace(/^ |\.? ?$/g, "")
    : "";

/**
 * @param {number} status
 * @param {unknown} content The parsed body. `false` if it is not JSON.
 * @param {string[]} reasons
 */
function rejection(status, content, reasons) {
  return errorOf("backend_rejected", {
    message: [`the backend answered with HTTP status ${status}`, ...reasons].join(": "),
    hint: rejectionHint(status, content, reasons.length > 0),
    retryable: status >= 500 || status === 429,
  });
}

/**
 * @param {number} status
 * @param {unknown} content
 * @param {boolean} hasReason
 */
function rejectionHint(status, content, hasReason) {
  // Pages for unknown paths say so themselves.
  if (!(content && hasReason) && (status === 404 || status === 405)) {
    return `Nothing takes a POST there, it seems: check the path and the development server's proxy. ${AGAIN}`;
  }
  if (status === 403) {
    return `The backend may not let this page's origin in (allowedOrigins), or miss a CSRF token. ${AGAIN}`;
  }
  if (status >= 500 && !content) {
    return `The backend failed, or a proxy did not reach it: check that it runs, and its log. If it found no session: ${SESSION_COOKIE} ${AGAIN}`;
  }
  return undefined;
}

/** @param {Sent} sent */
function invalidGrantHint({ method, codeAgeMs }) {
  if (method === "S256") {
    return 'The challenge method was "S256", and Zoom\'s in-client flow supports only "plain" today: authorize with codeChallengeMethod: "plain".';
  }
  if (codeAgeMs > SHORTEST_CODE_LIFETIME_MS) {
    return "The code was older than 5 minutes. Authorize again and forward the code at once.";
  }
  const causes =
    "redirect_uri is not exactly the authorization's redirectUri (if the page has a fragment, try the option redirectUri: location.href); code_verifier did not arrive; the code was used twice or reached Zoom after more than 5 minutes";
  return method
    ? `The challenge method was "plain", as Zoom's in-client flow expects. In order of likelihood: ${causes}; the endpoint is not Zoom's and expects "S256": then authorize with codeChallengeMethod: "S256".`
    : `In order of likelihood: the code challenge was not made with "plain", which is what Zoom's in-client flow expects; ${causes}.`;
}
