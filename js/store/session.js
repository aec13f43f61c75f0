// Asks the app's backend whether somebody is signed in.

import { checkNames, errorOf } from "../error.js";
import { checkTarget } from "../forward/target.js";
import { withDeadline } from "../shared/deadline.js";

/**
 * @typedef {string | URL | {
 *   url: string | URL,
 *   headers?: RequestInit["headers"] | null | undefined,
 *   credentials?: RequestInit["credentials"] | undefined,
 *   timeoutMs?: number | undefined,
 *   fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined,
 * }} SessionTarget
 * The backend's endpoint that says who is signed in: a URL, or an object with one, with the members of
 * `backend`. The endpoint answers a GET with 200 and JSON, which becomes `data`. If nobody is signed in, it
 * answers 401, or `null`.
 */

const NAMES = ["url", "headers", "credentials", "timeoutMs", "fetch"];
const RULE = "It must answer a GET with 200 and JSON. If nobody is signed in: with 401, or null.";

/**
 * @param {SessionTarget} session
 * @param {AbortSignal} signal Ends the request.
 * @returns {Promise<any>} The answer. `null` if nobody is signed in.
 * @throws {import("../error.js").ZoomPkceError} `invalid_argument`, `insecure_endpoint`, `network_error`,
 *   `backend_timeout`, `backend_rejected` or `invalid_response`.
 */
export async function fetchSession(session, signal) {
  const { url, headers, credentials, timeoutMs, fetch = globalThis.fetch } = checkSession(session);
  const deadline = {
    timeoutMs,
    timeoutError: () =>
      failure("backend_timeout", `the session's endpoint did not answer within ${timeoutMs} ms`),
    signals: [signal],
  };
  return withDeadline(deadline, async (signal) => {
    let response;
    let text;
    try {
      response = await fetch(url, { headers, credentials, cache: "no-store", signal });
      text = await response.text();
    } catch (cause) {
      throw failure("network_error", "the session's endpoint could not be reached", { cause });
    }
    return readSession(response, text);
  });
}

/** @param {SessionTarget} session */
function checkSession(session) {
  if (typeof session === "object") checkNames(session, NAMES);
  const target = checkTarget(session);
  // A GET has no body. On another origin, this header would cost it a preflight.
  target.headers.delete("content-type");
  return target;
}

/**
 * @param {Response} response
 * @param {string} text The body.
 */
function readSession({ ok, status }, text) {
  if (status === 401) return null;
  const details = { status };
  if (!ok) {
    throw failure("backend_rejected", `the session's endpoint answered with HTTP status ${status}`, details);
  }
  try {
    return JSON.parse(text || "null");
  } catch {
    throw failure("invalid_response", "the answer of the session's endpoint is not JSON", details);
  }
}

/**
 * @param {"backend_timeout" | "network_error" | "backend_rejected" | "invalid_response"} code
 * @param {string} message
 * @param {{ status?: number, cause?: unknown }} [details]
 */
function failure(code, message, { status, cause } = {}) {
  const isTemporary = status === undefined || status >= 500 || status === 429;
  const error = errorOf(code, {
    message,
    hint: `Check the option session. ${RULE}`,
    retryable: isTemporary,
    cause,
  });
  error.status = status;
  return error;
}
