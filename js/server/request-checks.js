import { argumentError } from "./arguments.js";
import { BodyError, readLimitedText } from "./limited-body.js";

const MAX_BYTES = 8 * 1024;
const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

/** A request that is answered with an error before anything else happens. */
export class Refusal {
  /**
   * @param {number} status
   * @param {string} error
   * @param {string} description
   * @param {Record<string, string>} [headers]
   */
  constructor(status, error, description, headers = {}) {
    this.status = status;
    this.error = error;
    this.description = description;
    this.headers = headers;
  }
}

/** @param {string} description */
export const invalidRequest = (description) => new Refusal(400, "invalid_request", description);

/**
 * @param {Request} request
 * @returns {void}
 */
export function checkRequest(request) {
  if (typeof request?.headers?.get === "function") return;
  throw argumentError(
    "request",
    "must be a standard Request; on Express and node:http an adapter makes one, such as createRequest of @remix-run/node-fetch-server",
  );
}

/**
 * @param {Request} request
 * @returns {void}
 */
export function checkMethod(request) {
  if (request.method === "POST") return;
  throw new Refusal(405, "method_not_allowed", "This endpoint takes POST only.", { allow: "POST" });
}

/**
 * Keeps pages of other origins out: without this, any page could make a browser post a foreign code, and so sign a person
 * in as somebody else (RFC 6749 section 10.12). Requests without either header come from no current browser.
 *
 * @param {Request} request
 * @param {ReadonlySet<string> | undefined} allowedOrigins `undefined`: the origin of the endpoint itself
 * @returns {void}
 */
export function checkOrigin(request, allowedOrigins) {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  // Pages cannot write Sec-Fetch-Site. It tells the truth where a proxy ended TLS and the URL here says http:.
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
 * @param {Request} request
 * @returns {"json" | "form"}
 */
export function checkContentType(request) {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === JSON_TYPE) return "json";
  if (type === FORM_TYPE) return "form";
  throw new Refusal(415, "unsupported_media_type", `The content type must be ${JSON_TYPE} or ${FORM_TYPE}.`);
}

/**
 * @param {Request} request
 * @param {"json" | "form"} format
 * @returns {Promise<Map<string, unknown>>} the fields of the body
 */
export async function readFields(request, format) {
  const text = await readText(request);
  return format === "json" ? parseJson(text) : parseForm(text);
}

/** @param {Request} request */
async function readText(request) {
  try {
    return await readLimitedText(request, MAX_BYTES);
  } catch (error) {
    const problem = error instanceof BodyError ? error.problem : "broken";
    if (problem === "too_large") {
      throw new Refusal(413, "content_too_large", `The body must be at most ${MAX_BYTES} bytes.`);
    }
    if (problem === "not_utf8") throw invalidRequest("The body must be UTF-8.");
    if (problem === "broken") throw invalidRequest("The body ended before it was complete.");
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
    // RFC 6749 section 3.2: no parameter more than once.
    if (fields.has(name)) throw invalidRequest("A field of the form must come once only.");
    // RFC 6749 section 3.2: one without a value counts as left out.
    fields.set(name, value === "" ? undefined : value);
  }
  return fields;
}
