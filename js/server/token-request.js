import {
  checkCredential,
  checkOptionalFunction,
  checkSignal,
  checkTimeout,
  checkTokenUrl,
} from "./arguments.js";
import { withDeadline } from "./deadline.js";
import { hintFor } from "./hints.js";
import { BodyError, readLimitedText } from "./limited-body.js";
import { redactor } from "./redact.js";
import { readTokens } from "./tokens.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SentRequest } from "./hints.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenRequestOptions
 * What every token request takes, whatever its grant.
 *
 * @property {string} clientId the app's client ID
 * @property {string} clientSecret the app's client secret
 * @property {string | undefined} [tokenUrl] `https://zoom.us/oauth/token` by default; `https:`, or `http:` on a loopback host, and
 *   no query string
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] what sends the request; the global `fetch` by default
 * @property {AbortSignal | undefined} [signal] ends the request
 * @property {number | undefined} [timeoutMs] how long the whole answer may take, in milliseconds; 10000 by default
 */

export const TOKEN_URL = "https://zoom.us/oauth/token";
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const MAX_REASON_LENGTH = 500;

/** RFC 6749 section 5.2. They stand as they are, even where a secret happens to be a part of one. */
const KNOWN_ERRORS = new Set([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
]);

const UNREADABLE_HINT =
  "This is no answer of Zoom's token endpoint. Look for a proxy or an outage in between, and check tokenUrl.";

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
 * @param {number} status
 * @param {Record<string, unknown>} body
 * @param {SentRequest} sent
 * @param {(text: string) => string} redact
 * @returns {ZoomTokenError} for an answer that says no
 */
function refusal(status, body, sent, redact) {
  const zoomCode = readZoomCode(body);
  const reason = readReason(body, redact);
  const named = readError(body, redact);
  const error = named ?? "invalid_response";
  const hint = hintFor(error, zoomCode, sent) ?? (named === undefined ? UNREADABLE_HINT : undefined);
  return new ZoomTokenError(error, { reason, status, zoomCode, hint });
}

/**
 * Posts a form to the token endpoint. The parameters travel in the body alone: in the query string Zoom answers 400, and
 * URLs end up in logs.
 *
 * @param {TokenRequestOptions} options
 * @param {Record<string, string>} form the parameters of the grant, `grant_type` among them
 * @param {{ secrets: ReadonlyArray<string | undefined>, sent: Omit<SentRequest, "grantType"> }} context what must not
 *   come out in an error, and what hints depend on
 * @returns {Promise<Tokens>}
 * @throws {ZoomTokenError}
 */
export async function requestTokens(options, form, context) {
  const { clientId, clientSecret, signal, tokenUrl = TOKEN_URL, timeoutMs = TIMEOUT_MS } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", options.fetch);
  checkSignal(signal);
  checkTimeout(timeoutMs);

  const send = options.fetch ?? globalThis.fetch;
  const credentials = basicCredentials(clientId, clientSecret);
  const redact = redactor([...context.secrets, clientSecret, credentials]);
  const sent = { ...context.sent, grantType: form.grant_type ?? "" };
  const sentAt = Date.now();

  const { response, text } = await withDeadline({ signal, timeoutMs }, redact, async (innerSignal) => {
    const response = await send(tokenUrl, {
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
  const body = text === undefined ? undefined : parseObject(text);
  if (body === undefined) {
    const reason =
      status === 0 || (status >= 300 && status < 400)
        ? "the token endpoint answered with a redirect, which is not followed"
        : "the answer is not a JSON object";
    throw new ZoomTokenError("invalid_response", { reason, status, hint: UNREADABLE_HINT });
  }
  if (!response.ok) throw refusal(status, body, sent, redact);
  const tokens = readTokens(body, sentAt);
  if (tokens === undefined) {
    throw new ZoomTokenError("invalid_response", {
      reason: "the answer carries no access_token",
      status,
      hint: UNREADABLE_HINT,
    });
  }
  return tokens;
}

/**
 * @param {Response} response
 * @returns {Promise<string | undefined>} `undefined` for what cannot be an answer of the token endpoint: too long, or not
 *   UTF-8. A connection that breaks is thrown on.
 */
async function readAnswer(response) {
  try {
    return await readLimitedText(response, MAX_ANSWER_BYTES);
  } catch (error) {
    if (error instanceof BodyError) return undefined;
    throw error;
  }
}
