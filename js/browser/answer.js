// Zoom's answer in the query of the redirect URI (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).

import { MAX_CODE_CHARS } from "../shared/limits.js";
import { printableText } from "../shared/printable.js";
import { browserError } from "./error-texts.js";

/** The parameters of an answer. */
const NAMES = ["code", "state", "iss", "error", "error_description", "error_uri"];

/** Errors of Zoom's that may be gone the next time. */
const TEMPORARY = ["server_error", "temporarily_unavailable"];

/** @typedef {ReturnType<typeof readAnswer>} Answer */

/**
 * Splits a query into its parameters. Each part stays as it is written.
 *
 * @param {string} search Such as `?a=b&c=d`.
 */
const partsOf = (search) => search.slice(1).split("&");

/** @param {string} part Such as `code=abc`. */
const isOfAnswer = (part) => [...new URLSearchParams(`?${part}`).keys()].some((name) => NAMES.includes(name));

/** @param {string} search */
export const hasAnswerParameters = (search) => partsOf(search).some(isOfAnswer);

/**
 * Takes the answer out of the page's URL. Other parameters, the fragment and `history.state`, which
 * is a router's, stay as they are.
 *
 * @returns {string | undefined} The parameters of the answer. `undefined` if the URL has neither a
 *   code nor an error: a lone `state` is the app's own.
 * @throws {import("../error.js").ZoomPkceError} `storage_failed` if the URL can't be changed.
 */
export function takeAnswer() {
  const { origin, pathname, search, hash } = location;
  const parameters = new URLSearchParams(search);
  if (!parameters.has("code") && !parameters.has("error")) return undefined;
  const parts = partsOf(search);
  const others = parts.filter((part) => !isOfAnswer(part)).join("&");
  try {
    history.replaceState(history.state, "", origin + pathname + (others && `?${others}`) + hash);
    // A `navigate` listener that prevents the change makes no exception.
    if (hasAnswerParameters(location.search)) throw new Error("the URL is unchanged");
  } catch (cause) {
    const message = "history.replaceState failed, so the code is still in the page's URL";
    const hint = "The code was not used. Find what keeps the page from changing its URL, and load it again.";
    throw browserError("storage_failed", { message, hint, cause });
  }
  return parts.filter(isOfAnswer).join("&");
}

/**
 * Reads an answer. A parameter that comes twice is not allowed (RFC 6749 section 3.1) and counts as
 * empty.
 *
 * @param {string} text The parameters.
 */
export function readAnswer(text) {
  const parameters = new URLSearchParams(text);
  const read = (/** @type {string} */ name) => {
    const values = parameters.getAll(name);
    return values.length > 1 ? "" : values[0];
  };
  return {
    code: read("code"),
    state: read("state"),
    iss: read("iss"),
    error: read("error"),
    description: read("error_description"),
  };
}

/**
 * Checks the answer to a request. The `state` has been compared.
 *
 * @param {Answer} answer
 * @param {import("./request.js").SignInRequest} request
 * @returns {import("../authorize.js").Authorization}
 * @throws {import("../error.js").ZoomPkceError} `state_mismatch`, `access_denied`,
 *   `authorize_failed`, `missing_code`.
 */
export function authorizationOf({ code, iss, error, description }, request) {
  if (iss !== undefined && iss !== request.issuer) {
    const message = "iss, the issuer that Zoom's answer names, is not the origin of authorizeUrl";
    const hint =
      "Another server may have made the answer (RFC 9207): its code was dropped. Check authorizeUrl.";
    throw browserError("state_mismatch", { message, hint, retryable: false });
  }
  if (error !== undefined) throw refusal(error, description);
  if (!code || code.length > MAX_CODE_CHARS) throw browserError("missing_code");
  const { state, codeVerifier, redirectUri } = request;
  return { code, codeVerifier, codeChallengeMethod: "S256", redirectUri, state, receivedAt: Date.now() };
}

/**
 * @param {string} error
 * @param {string} [description]
 */
function refusal(error, description = "") {
  if (error === "access_denied") return browserError("access_denied");
  const zoomCode = printableText(error);
  const reasons = ["Zoom refused the authorization request", zoomCode, printableText(description)];
  const refused = browserError("authorize_failed", {
    message: reasons.filter(Boolean).join(": "),
    retryable: TEMPORARY.includes(error),
  });
  refused.zoomCode = zoomCode;
  return refused;
}
