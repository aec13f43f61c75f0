import { BodyError, readLimitedText } from "../../server/limited-body.js";
import { ZoomAnswer, invalidRequest } from "./answers.js";

const FORM_TYPE = "application/x-www-form-urlencoded";
const MAX_BYTES = 16 * 1024;

/**
 * Reads the body of a request to an OAuth endpoint (RFC 6749 section 3.2): a form, and each parameter once. Parameters
 * without a value count as left out.
 *
 * @param {Request} request
 * @returns {Promise<Record<string, string>>}
 * @throws {ZoomAnswer}
 */
export async function readForm(request) {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) throw invalidRequest(`The content type must be ${FORM_TYPE}.`);
  /** @type {Record<string, string>} */
  const form = Object.create(null);
  for (const [name, value] of new URLSearchParams(await readText(request))) {
    if (name in form) throw invalidRequest("A parameter must come once only.");
    if (value !== "") form[name] = value;
  }
  return form;
}

/** @param {Request} request */
async function readText(request) {
  try {
    return await readLimitedText(request, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    if (error.problem === "too_large") throw new ZoomAnswer(413, "invalid_request", "The body is too large.");
    throw invalidRequest("The body must be UTF-8.");
  }
}
