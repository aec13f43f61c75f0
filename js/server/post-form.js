// A request to one of Zoom's OAuth endpoints.

import { formEncoded } from "../shared/encodings.js";
import { MAX_ANSWER_BYTES } from "../shared/limits.js";
import { createRedactor } from "../shared/redact.js";
import { acceptedParts } from "../shared/request.js";
import { checkSignal } from "./arguments/basic.js";
import { checkedClient } from "./arguments/client.js";
import { checkEndpointUrl } from "./arguments/urls.js";
import { hintFor, lostAnswerHint } from "./hints.js";
import { BodyError, readLimitedText } from "./limited-body.js";
import { withRequestDeadline } from "./request-deadline.js";
import { readWait } from "./retry-after.js";
import { notJson, parseObject, readError, readReason, readZoomCode } from "./zoom-answer.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SentRequest } from "./hints.js" */
/** @import { AnyClientRequestOptions } from "./token-request.js" */

/**
 * @typedef {object} Endpoint
 * One of Zoom's OAuth endpoints.
 *
 * @property {unknown} url Its address, which is checked here.
 * @property {string} option The option that sets the address, for messages.
 * @property {string} name What it is, for messages.
 */

/**
 * @typedef {object} Answer
 * An answer with a status of 2xx.
 *
 * @property {string} text Its body.
 * @property {Record<string, unknown> | undefined} body Its body, parsed; `undefined` if it is not a
 *   JSON object.
 * @property {number} sentAt When the request was sent, in milliseconds since the epoch.
 * @property {(reason: string) => ZoomTokenError} unusable Creates the `invalid_response` for an
 *   answer that this endpoint does not give.
 */

/**
 * Posts a form to one of Zoom's OAuth endpoints, with the client credentials as HTTP Basic, or with
 * the client ID of a public client in the form. The parameters are in the body only: Zoom answers
 * 400 to parameters in the query string, and URLs end up in logs.
 *
 * @param {Omit<AnyClientRequestOptions, "tokenUrl">} options Checked here.
 * @param {Endpoint} endpoint
 * @param {Record<string, string>} form
 * @param {{ secrets: ReadonlyArray<string | undefined>, sent: SentRequest }} context What errors
 *   must not show beside the client credentials, and what hints depend on.
 * @returns {Promise<Answer>}
 * @throws {ZoomTokenError} `invalid_argument` before anything is sent; `network_error`, `timeout`
 *   and `aborted` without an answer; `rate_limited` and `unavailable` if Zoom takes no requests for
 *   now; `invalid_response` or Zoom's `error` string for any other answer that is not a 2xx.
 */
export async function postForm(options, { url, option, name }, form, { secrets, sent }) {
  const client = checkedClient(options, sent.grantType);
  const { clientId, clientSecret, fetch = globalThis.fetch, timeoutMs } = client;
  const { signal } = options;
  checkEndpointUrl(option, url);
  checkSignal(signal);

  const isPublicClient = clientSecret === undefined;
  const credentials = isPublicClient ? undefined : basicCredentials(clientId, clientSecret);
  const parameters = isPublicClient ? { client_id: clientId, ...form } : form;
  const redact = createRedactor([...secrets, clientSecret, credentials]);
  const lostAnswer = lostAnswerHint(sent);
  const deadline = { timeoutMs, signal, endpoint: name, lostAnswerHint: lostAnswer };
  const sentAt = Date.now();

  const { response, text } = await withRequestDeadline(deadline, redact, async (signal) => {
    const parts = acceptedParts(url, {
      method: "POST",
      headers: {
        accept: "application/json",
        ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
        // A header: before November 2024 Cloudflare Workers rejected the `cache` member.
        "cache-control": "no-store",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(parameters).toString(),
      // Following a redirect would hand code and secret to another server. Workers have no `error`.
      redirect: "manual",
      signal,
    });
    const response = await fetch(url, parts);
    return { response, text: await readAnswer(response) };
  });

  const { status } = response;
  const hint = `This is not an answer of Zoom's ${name}. Look for a proxy or an outage in between, and check ${option}. ${lostAnswer}`;
  const unusable = (/** @type {string} */ reason) =>
    new ZoomTokenError("invalid_response", { reason, status, hint });
  // Browsers report a redirect that they do not follow as status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unusable(`the ${name} answered with a redirect, which is not followed`);
  }
  const refusal = readWait(response);
  const body = parseObject(text ?? "");
  if (refusal !== undefined) throw waitError(name, response, refusal, body && readReason(body, redact));
  if (text === undefined) throw unusable("the answer is too long, or not UTF-8");
  if (response.ok) return { text, body, sentAt, unusable };

  if (body === undefined) throw unusable(notJson(text, redact));
  const zoomCode = readZoomCode(body);
  const error = readError(body, redact);
  const reason = readReason(body, redact);
  const knownHint = hintFor(error ?? "invalid_response", zoomCode, { ...sent, isPublicClient }, reason);
  throw new ZoomTokenError(error ?? "invalid_response", {
    reason,
    status,
    zoomCode,
    hint: knownHint ?? (error === undefined ? hint : undefined),
  });
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
 * Encodes client credentials for HTTP Basic. Both are form-encoded first (RFC 6749 section 2.3.1),
 * which also makes them ASCII: `btoa` accepts nothing else.
 *
 * @param {string} clientId
 * @param {string} clientSecret
 */
const basicCredentials = (clientId, clientSecret) =>
  btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`);

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
