// Checks of the requests that a page makes to the backend.

import { MAX_BODY_BYTES } from "../shared/limits.js";
import { argumentError } from "./arguments/basic.js";
import { BodyError, readLimitedText } from "./limited-body.js";

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

const REDIRECTED_HERE =
  "This endpoint takes POST only. A GET with a code is Zoom's redirect after a person added the app: the redirect URL in the Zoom App Marketplace is this endpoint. Enter the URL of createCallbackHandler there.";
const BODY_READ_BEFORE =
  "The body ended before it was complete, or was read before. A body parser in front of this handler, such as express.json(), reads it: use toNodeListener of zoom-pkce/server/node, or register the handler before the parser.";

/**
 * @typedef {object} RefusalOptions
 * @property {Record<string, string>} [headers] Added to the answer's own.
 * @property {string | undefined} [hint] What to do about it, if the description does not say it:
 *   printable ASCII without `"` and `\`.
 * @property {boolean} [isReported] Whether `onError` gets the refusal too, because the fault is in
 *   the app's set-up. False by default.
 */

/** Thrown for a request that is at fault; it becomes the answer. */
export class Refusal {
  /**
   * @param {number} status The HTTP status.
   * @param {string} error The `error` string.
   * @param {string} description The `error_description`: printable ASCII without `"` and `\`.
   * @param {RefusalOptions} [options]
   */
  constructor(status, error, description, { headers = {}, hint, isReported = false } = {}) {
    this.status = status;
    this.error = error;
    this.description = description;
    this.headers = headers;
    this.hint = hint;
    this.isReported = isReported;
  }
}

/**
 * @param {string} description
 * @param {RefusalOptions} [options]
 */
export const invalidRequest = (description, options) =>
  new Refusal(400, "invalid_request", description, options);

/**
 * Checks that an endpoint was given a standard `Request`.
 *
 * @param {Request} request
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkRequest(request) {
  if (typeof request?.headers?.get === "function") return;
  throw argumentError(
    "request",
    "must be a standard Request; on Express, Fastify and node:http use toNodeListener of zoom-pkce/server/node",
  );
}

/**
 * Checks that the method is POST. A GET with a `code` is Zoom's redirect in a browser.
 *
 * @param {Request} request
 * @returns {void}
 * @throws {Refusal} 405
 */
export function checkMethod(request) {
  if (request.method === "POST") return;
  const headers = { allow: "POST" };
  if (request.method === "GET" && new URL(request.url).searchParams.has("code")) {
    throw new Refusal(405, "method_not_allowed", REDIRECTED_HERE, { headers, isReported: true });
  }
  throw new Refusal(405, "method_not_allowed", "This endpoint takes POST only.", { headers });
}

/**
 * Refuses the pages of other origins. Without this check any page could make a browser post a code
 * of its own, and so sign the person in to another account (RFC 6749 section 10.12). Every current
 * browser sends `Origin` or `Sec-Fetch-Site` with a POST; a request with neither is not a page's.
 *
 * @param {Request} request
 * @param {ReadonlySet<string> | undefined} allowedOrigins The origin of the endpoint itself by
 *   default.
 * @returns {void}
 * @throws {Refusal} 403
 */
export function checkOrigin(request, allowedOrigins) {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  // Pages cannot set Sec-Fetch-Site. It is right even behind a proxy that ends TLS, where the URL
  // here begins with http:.
  if (allowedOrigins === undefined && site === "same-origin") return;
  const origins = allowedOrigins ?? new Set([new URL(request.url).origin]);
  const allowed =
    origin === null ? site === null || site === "same-origin" || site === "none" : origins.has(origin);
  if (allowed) return;
  throw new Refusal(
    403,
    "forbidden_origin",
    "Requests from this origin are refused. The backend names the origins of its pages in allowedOrigins.",
  );
}

/**
 * Reads the format of the body from `Content-Type`.
 *
 * @param {Request} request
 * @returns {"json" | "form"}
 * @throws {Refusal} 415
 */
export function checkContentType(request) {
  const type = request.headers.get("content-type")?.replace(/;.*/, "").trim().toLowerCase();
  if (type === JSON_TYPE) return "json";
  if (type === FORM_TYPE) return "form";
  throw new Refusal(415, "unsupported_media_type", `The content type must be ${JSON_TYPE} or ${FORM_TYPE}.`);
}

/**
 * Reads the fields of the body.
 *
 * @param {Request} request
 * @param {"json" | "form"} format
 * @returns {Promise<Map<string, unknown>>}
 * @throws {Refusal} 400 or 413
 * @throws {TypeError} If the body has been read before.
 */
export async function readFields(request, format) {
  const text = await readText(request);
  return format === "json" ? parseJson(text) : parseForm(text);
}

/** @param {Request} request */
async function readText(request) {
  try {
    return await readLimitedText(request, MAX_BODY_BYTES);
  } catch (error) {
    const problem = error instanceof BodyError ? error.problem : "broken";
    if (problem === "too_large") {
      throw new Refusal(413, "content_too_large", `The body must be at most ${MAX_BODY_BYTES} bytes.`);
    }
    if (problem === "not_utf8") throw invalidRequest("The body must be UTF-8.");
    if (problem === "broken") throw invalidRequest(BODY_READ_BEFORE, { isReported: true });
    throw new TypeError("createTokenHandler got a request whose body was read before", { cause: error });
  }
}

/** @param {string} text */
function parseJson(text) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidRequest("The body must be JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidRequest("The body must be a JSON object.");
  }
  return new Map(Object.entries(value));
}

/** @param {string} text */
function parseForm(text) {
  /** @type {Map<string, unknown>} */
  const fields = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    // RFC 6749 section 3.2: a parameter must not be sent more than once.
    if (fields.has(name)) throw invalidRequest("A field of the form must come once only.");
    // RFC 6749 section 3.2: a parameter without a value counts as left out.
    fields.set(name, value === "" ? undefined : value);
  }
  return fields;
}
