// A POST to Zoom: sent once, within a deadline, and never to a second place.

import { MAX_ANSWER_BYTES } from "../shared/limits.js";
import { acceptedParts } from "../shared/request.js";
import { checkSignal } from "./arguments/basic.js";
import { checkEndpointUrl } from "./arguments/urls.js";
import { BodyError, readLimitedText } from "./limited-body.js";
import { withRequestDeadline } from "./request-deadline.js";
import { readWait } from "./retry-after.js";
import { notJson, parseObject, readReason } from "./zoom-answer.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { Redact } from "../shared/redact.js" */
/** @import { TokenRequestOptions } from "./token-request.js" */

/**
 * @typedef {object} Endpoint
 * One of Zoom's endpoints.
 *
 * @property {unknown} url Its address, which is checked here.
 * @property {string} option The option that sets the address, for messages.
 * @property {string} name What it is, for messages.
 */

/**
 * @typedef {object} Sent
 * What is sent, and what is said if no answer arrives.
 *
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {string} lostAnswerHint What to do if Zoom may have done what it was asked.
 * @property {Redact} redact Takes the secrets out of a text.
 */

/**
 * @typedef {object} Answer
 * An answer that is Zoom's, or may be.
 *
 * @property {Response} response
 * @property {string} text Its body.
 * @property {Record<string, unknown> | undefined} body Its body, parsed; `undefined` if it is not a
 *   JSON object, for a status of 2xx only.
 * @property {number} sentAt When the request was sent, in milliseconds since the epoch.
 * @property {string} unusableHint What to do about an answer that this endpoint does not give.
 * @property {(reason: string) => ZoomTokenError} unusable Creates the `invalid_response` for it.
 */

/**
 * Posts to Zoom.
 *
 * @param {Endpoint} endpoint
 * @param {Sent} sent
 * @param {Pick<TokenRequestOptions, "fetch" | "signal"> & { timeoutMs: number }} sending The signal
 *   is checked here.
 * @returns {Promise<Answer>}
 * @throws {ZoomTokenError} `invalid_argument` before anything is sent; `network_error`, `timeout`
 *   and `aborted` without an answer; `rate_limited` and `unavailable` if Zoom takes no requests for
 *   now; `invalid_response` for a redirect, and for an error status without a JSON object.
 */
export async function postToZoom({ url, option, name }, sent, { fetch = globalThis.fetch, ...sending }) {
  const { timeoutMs, signal } = sending;
  checkEndpointUrl(option, url);
  checkSignal(signal);
  const { headers, body: sentBody, lostAnswerHint, redact } = sent;
  const deadline = { timeoutMs, signal, endpoint: name, lostAnswerHint };
  const sentAt = Date.now();

  const { response, text } = await withRequestDeadline(deadline, redact, async (signal) => {
    const parts = acceptedParts(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        // A header: before November 2024 Cloudflare Workers rejected the `cache` member.
        "cache-control": "no-store",
        ...headers,
      },
      body: sentBody,
      // Following a redirect would hand secrets to another server. Workers have no `error`.
      redirect: "manual",
      signal,
    });
    const response = await fetch(url, parts);
    return { response, text: await readAnswer(response) };
  });

  const { status } = response;
  const hint = `This is not an answer of Zoom's ${name}. Look for a proxy or an outage in between, and check ${option}. ${lostAnswerHint}`;
  const unusable = (/** @type {string} */ reason) =>
    new ZoomTokenError("invalid_response", { reason, status, hint });
  // Browsers report a redirect that they do not follow as status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unusable(`the ${name} answered with a redirect, which is not followed`);
  }
  const refusal = readWait(response);
  const body = parseObject(String(text));
  if (refusal !== undefined) throw waitError(name, response, refusal, body && readReason(body, redact));
  if (text === undefined) throw unusable("the answer is too long, or not UTF-8");
  if (!response.ok && body === undefined) throw unusable(notJson(text, redact));
  return { response, text, body, sentAt, unusableHint: hint, unusable };
}

/**
 * Creates the error for an answer that asks to come back later. Its body may be anything.
 *
 * @param {string} name The endpoint.
 * @param {Response} response
 * @param {{ error: string, retryAfterMs: number }} refusal
 * @param {string | undefined} reason Zoom's own words.
 */
function waitError(name, { status }, { error, retryAfterMs }, reason) {
  return new ZoomTokenError(error, {
    reason: reason ?? `the ${name} answered with the status ${status}`,
    status,
    hint: `Zoom takes no requests for now: send the same one again in ${Math.ceil(retryAfterMs / 1_000)} s. Many refusals mean that too many tokens are requested: keep them, and share them between processes.`,
    retryAfterMs,
  });
}

/**
 * @param {Response} response
 * @returns {Promise<string | undefined>} `undefined` for an answer that cannot be Zoom's: too long,
 *   or not UTF-8.
 * @throws What the connection breaks with.
 */
async function readAnswer(response) {
  try {
    return await readLimitedText(response, MAX_ANSWER_BYTES);
  } catch (error) {
    if (error instanceof BodyError) return undefined;
    throw error;
  }
}
