import {
  checkCredential,
  checkEndpointUrl,
  checkOptionalFunction,
  checkSignal,
  checkTimeout,
} from "./arguments.js";
import { withDeadline } from "./deadline.js";
import { hintFor, lostAnswerHint } from "./hints.js";
import { BodyError, readLimitedText } from "./limited-body.js";
import { redactor } from "../shared/redact.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SentRequest } from "./hints.js" */

/**
 * @typedef {object} ClientOptions
 * What every request of the app's own takes, whatever the endpoint.
 *
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch]
 * @property {AbortSignal | undefined} [signal]
 * @property {number | undefined} [timeoutMs]
 */

/**
 * @typedef {object} Endpoint
 * One of Zoom's OAuth endpoints.
 *
 * @property {unknown} url where it is; checked here
 * @property {string} option the option that says so, for messages
 * @property {string} name what it is, for messages
 */

/**
 * @typedef {object} Answer
 * An answer that says yes.
 *
 * @property {number} status
 * @property {string} text
 * @property {Record<string, unknown> | undefined} body `undefined` where the text is no JSON object
 * @property {number} sentAt when the request went out, in milliseconds since the epoch
 * @property {(reason: string) => ZoomTokenError} unusable makes the error for an answer that is none of this endpoint's
 */

export const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_REASON_LENGTH = 500;

/** RFC 6749 section 5.2, RFC 7009 section 2.2.1. They stand as they are, even where a secret is a part of one by chance. */
const KNOWN_ERRORS = new Set([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "unsupported_token_type",
]);

/**
 * Client credentials for HTTP Basic. RFC 6749 section 2.3.1 wants both form-urlencoded first, which also makes them
 * ASCII, the only thing btoa takes.
 *
 * @param {string} clientId
 * @param {string} clientSecret
 */
function basicCredentials(clientId, clientSecret) {
  const encode = (/** @type {string} */ text) => new URLSearchParams([["", text]]).toString().slice(1);
  return btoa(`${encode(clientId)}:${encode(clientSecret)}`);
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Record<string, unknown>} body
 * @returns {number | undefined}
 */
function readZoomCode(body) {
  for (const value of [body.errorCode, body.code]) {
    const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  }
  return undefined;
}

/**
 * @param {Record<string, unknown>} body
 * @param {(text: string) => string} redact
 * @returns {string | undefined}
 */
function readReason(body, redact) {
  const texts = [body.reason, body.error_description, body.errorMessage, body.message];
  const text = texts.find((value) => typeof value === "string" && value !== "");
  return typeof text === "string" ? redact(text).slice(0, MAX_REASON_LENGTH) : undefined;
}

/**
 * @param {Record<string, unknown>} body
 * @param {(text: string) => string} redact
 * @returns {string | undefined}
 */
function readError({ error }, redact) {
  // The characters of RFC 6749 section 5.2, and short: what else comes in this field is not an error string.
  if (typeof error !== "string" || !/^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/.test(error)) return undefined;
  return KNOWN_ERRORS.has(error) ? error : redact(error);
}

/**
 * Posts a form to one of Zoom's OAuth endpoints, with the client credentials as HTTP Basic. The parameters travel in the
 * body alone: in the query string Zoom answers 400, and URLs end up in logs.
 *
 * @param {ClientOptions} options
 * @param {Endpoint} endpoint
 * @param {Record<string, string>} form
 * @param {{ secrets: ReadonlyArray<string | undefined>, sent: SentRequest }} context what must not come out in an error,
 *   and what hints depend on
 * @returns {Promise<Answer>}
 * @throws {ZoomTokenError}
 */
export async function postForm(options, { url, option, name }, form, { secrets, sent }) {
  const { clientId, clientSecret, signal, timeoutMs = TIMEOUT_MS } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkEndpointUrl(option, url);
  checkOptionalFunction("fetch", options.fetch);
  checkSignal(signal);
  checkTimeout(timeoutMs);

  const send = options.fetch ?? globalThis.fetch;
  const credentials = basicCredentials(clientId, clientSecret);
  const redact = redactor([...secrets, clientSecret, credentials]);
  const afterwards = lostAnswerHint(sent);
  const deadline = { signal, timeoutMs, endpoint: name, afterwards };
  const sentAt = Date.now();

  const { response, text } = await withDeadline(deadline, redact, async (innerSignal) => {
    const response = await send(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        authorization: `Basic ${credentials}`,
        // A header and not the `cache` member, which Cloudflare Workers knew not before November 2024.
        "cache-control": "no-store",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(form).toString(),
      // Following one would hand code and secret to wherever it points. `manual`, as Workers have no `error`.
      redirect: "manual",
      signal: innerSignal,
    });
    return { response, text: await readAnswer(response) };
  });

  const { status } = response;
  const unreadable = `This is no answer of Zoom's ${name}. Look for a proxy or an outage in between, and check ${option}. ${afterwards}`;
  const unusable = (/** @type {string} */ reason) =>
    new ZoomTokenError("invalid_response", { reason, status, hint: unreadable });
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unusable(`the ${name} answered with a redirect, which is not followed`);
  }
  if (text === undefined) throw unusable("the answer is too long, or not UTF-8");
  const body = parseObject(text);
  if (response.ok) return { status, text, body, sentAt, unusable };

  if (body === undefined) throw unusable("the answer is not a JSON object");
  const zoomCode = readZoomCode(body);
  const named = readError(body, redact);
  const error = named ?? "invalid_response";
  const hint = hintFor(error, zoomCode, sent) ?? (named === undefined ? unreadable : undefined);
  throw new ZoomTokenError(error, { reason: readReason(body, redact), status, zoomCode, hint });
}

/**
 * @param {Response} response
 * @returns {Promise<string | undefined>} `undefined` for what cannot be an answer of Zoom's: too long, or not UTF-8. A
 *   connection that breaks is thrown on.
 */
async function readAnswer(response) {
  try {
    return await readLimitedText(response, MAX_ANSWER_BYTES);
  } catch (error) {
    if (error instanceof BodyError) return undefined;
    throw error;
  }
}
