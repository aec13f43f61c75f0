// The parameters of a request to an OAuth endpoint.

import { BodyError, readLimitedText } from "../../server/limited-body.js";
import { MAX_BODY_BYTES } from "../../shared/limits.js";
import { ZoomAnswer, invalidRequest } from "./answers.js";

const FORM_TYPE = "application/x-www-form-urlencoded";

/**
 * Refuses a request with a query string. Zoom's token and revocation endpoints accept parameters in
 * the body only.
 *
 * @param {Request} request
 * @throws {ZoomAnswer} `invalid_request` if there is a query string.
 */
export function refuseQueryString(request) {
  if (request.url.includes("?")) {
    throw invalidRequest("Parameters belong in the body of the request, not in the query string.");
  }
}

/**
 * Reads the form in the body of a request (RFC 6749 section 3.2). A parameter without a value
 * counts as missing.
 *
 * @param {Request} request
 * @returns {Promise<Record<string, string>>} The parameters by name.
 * @throws {ZoomAnswer} `invalid_request` if the body is not a form, is not UTF-8, is larger than 16
 *   KiB, or has a parameter twice.
 */
export async function readForm(request) {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) throw invalidRequest(`The content type must be ${FORM_TYPE}.`);
  return parametersOf(await readText(request));
}

/**
 * Parses form-urlencoded parameters. One without a value counts as missing.
 *
 * @param {string} text
 * @returns {Record<string, string>} The parameters by name.
 * @throws {ZoomAnswer} `invalid_request` if a parameter comes twice.
 */
export function parametersOf(text) {
  /** @type {Record<string, string>} */
  const parameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in parameters) throw invalidRequest("A parameter must come once only.");
    if (value !== "") parameters[name] = value;
  }
  return parameters;
}

/** @param {Request} request */
async function readText(request) {
  try {
    return await readLimitedText(request, MAX_BODY_BYTES);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    if (error.problem === "too_large") throw new ZoomAnswer(413, "invalid_request", "The body is too large.");
    throw invalidRequest("The body must be UTF-8.");
  }
}
