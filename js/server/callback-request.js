// The parameters of Zoom's redirect to the callback, and the checks that they belong to the sign-in
// that the session keeps.

import { printableText } from "../shared/printable.js";
import { CODE_RULE, isCode } from "./arguments/sign-in.js";
import { requestRedactor } from "./callbacks.js";
import { hasExpired, readKept } from "./code-verifier.js";
import { Refusal, invalidRequest } from "./request-checks.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { KeptInstall } from "./install-start.js" */

const START_AGAIN = "Start again from the page or the link that adds the app.";
const NOT_KEPT =
  "No sign-in is under way in this session: it took too long, or it was finished before and the page was opened again.";
const NO_COOKIE =
  "No sign-in is under way in this session, and the request came without a cookie. The session's cookie must be SameSite=Lax or None: browsers leave out a Strict one when Zoom redirects. Behind a proxy that ends TLS, a Secure cookie is only set if the framework trusts the proxy. The sign-in must start on the host of redirectUri.";
const OTHER_STATE =
  "The state is not that of this session: another sign-in was started after this one, or the link is someone else's. Nothing was signed in.";
const STILL_NO_STATE =
  "The callback came without a state, and so did the one before: the sign-in was started anew once, and is not started again.";
const STATE_LOST =
  "Zoom returns the state that it was sent. Look for a proxy or a redirect that drops the query, and check redirectUri. If the person has only added the app twice within half a minute, the next attempt works.";
const DECLINED = "The person did not allow the app.";
const NOT_AUTHORIZED = "Zoom's page for consent answered with an error; onError has it.";
const CHECK_APP_SETTINGS =
  "Check the app's client ID, scopes and OAuth allow list in the Zoom App Marketplace, and that redirectUri is on that list.";

/**
 * A redirect that loses its `state` returns within this time. A person who adds the app again takes
 * longer. docs/decisions/043-a-code-without-a-state-is-not-used.md has more.
 */
const RESTART_LOOP_MS = 30_000;

/**
 * @typedef {object} CallbackFields
 * The parameters of the redirect (RFC 6749 sections 4.1.2 and 4.1.2.1).
 *
 * @property {string | undefined} code
 * @property {string | undefined} state
 * @property {string | undefined} error
 * @property {string | undefined} errorDescription
 */

/**
 * Reads the parameters of the redirect. One without a value counts as left out (RFC 6749 section
 * 3.1).
 *
 * @param {Request} request
 * @returns {CallbackFields}
 * @throws {Refusal} 400 for a parameter that comes twice, and for a callback with neither an
 *   `error` nor a well-formed code.
 */
export function readCallback(request) {
  const query = new URL(request.url).searchParams;
  const read = (/** @type {string} */ name) => {
    if (query.getAll(name).length > 1) throw invalidRequest(`The parameter ${name} must come once only.`);
    return query.get(name) || undefined;
  };
  const fields = {
    code: read("code"),
    state: read("state"),
    error: read("error"),
    errorDescription: read("error_description"),
  };
  if (fields.error === undefined && !isCode(fields.code)) {
    throw invalidRequest(`code ${CODE_RULE}.`, { hint: START_AGAIN });
  }
  return fields;
}

/**
 * @param {CallbackFields} fields With an `error`.
 * @returns {Refusal} The answer for the person, without Zoom's words: any link may have others.
 */
export const errorRefusal = ({ error }) =>
  error === "access_denied"
    ? new Refusal(403, "access_denied", DECLINED, { hint: START_AGAIN })
    : new Refusal(502, "authorization_failed", NOT_AUTHORIZED, { hint: CHECK_APP_SETTINGS });

/**
 * @param {CallbackFields} fields With an `error`.
 * @returns {ZoomTokenError | undefined} The error for the log, with Zoom's words; `undefined` if
 *   the person declined.
 */
export function errorForLog({ error = "", errorDescription, code, state }) {
  if (error === "access_denied") return undefined;
  const words = [error, errorDescription].filter(Boolean).join(": ");
  const reason = printableText(requestRedactor([code, state])(words));
  return new ZoomTokenError("authorization_failed", { reason, hint: CHECK_APP_SETTINGS });
}

/**
 * Checks what the session kept against the `state` of the redirect.
 *
 * @param {KeptInstall | undefined} kept
 * @param {string} state
 * @param {Headers} headers The headers of the request.
 * @returns {KeptInstall}
 * @throws {Refusal} 400, if nothing is kept, or it has expired or has another `state`. A request
 *   without a cookie is reported too: the cookie's attributes may be the backend's fault.
 */
export function checkSession(kept, state, headers) {
  if (kept === undefined) {
    if (headers.has("cookie")) throw refusal("session_expired", NOT_KEPT);
    throw refusal("session_expired", NO_COOKIE, { isReported: true });
  }
  if (state !== kept.state) throw refusal("state_mismatch", OTHER_STATE);
  if (hasExpired(kept)) throw refusal("session_expired", NOT_KEPT);
  return kept;
}

/**
 * Checks that a callback without a `state` may start the sign-in anew.
 *
 * @param {KeptInstall | undefined} kept
 * @param {number} lifetimeMs The lifetime that it was given.
 * @throws {Refusal} 400, if a sign-in was started anew just before.
 */
export function checkRestart(kept, lifetimeMs) {
  if (!kept?.isRestart) return;
  const startedAt = kept.expiresAt - lifetimeMs;
  if (Date.now() < startedAt + RESTART_LOOP_MS) {
    throw refusal("state_missing", STILL_NO_STATE, { hint: STATE_LOST, isReported: true });
  }
}

/**
 * @param {unknown} given What `getCodeVerifier` gave.
 * @returns {KeptInstall | undefined} `undefined` if nothing is kept. Stores answer `null` then.
 * @throws {TypeError} If it is anything but what was to be kept.
 */
export function readKeptInstall(given) {
  if (given === undefined || given === null) return undefined;
  const { isRestart, codeChallengeMethod } = /** @type {Partial<KeptInstall>} */ (given);
  // What createChallengeHandler has kept is of another flow.
  if (typeof isRestart === "boolean" && codeChallengeMethod === "S256") {
    return { ...readKept(given), isRestart };
  }
  throw new TypeError("getCodeVerifier must give all that keepCodeVerifier got, or undefined");
}

/**
 * @param {string} error
 * @param {string} description
 * @param {import("./request-checks.js").RefusalOptions} [options]
 */
const refusal = (error, description, options) =>
  new Refusal(400, error, description, { hint: START_AGAIN, ...options });
