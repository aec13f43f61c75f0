// A request to one of Zoom's OAuth endpoints.

import { formEncoded } from "../shared/encodings.js";
import { createRedactor } from "../shared/redact.js";
import { checkedClient } from "./arguments/client.js";
import { hintFor, lostAnswerHint } from "./hints.js";
import { readError, readReason, readZoomCode } from "./zoom-answer.js";
import { postToZoom } from "./zoom-request.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SentRequest } from "./hints.js" */
/** @import { AnyClientRequestOptions } from "./token-request.js" */
/** @import { Answer, Endpoint } from "./zoom-request.js" */

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
 * @returns {Promise<Answer>} An answer with a status of 2xx.
 * @throws {ZoomTokenError} What {@link postToZoom} throws; `invalid_response` or Zoom's `error`
 *   string for any other answer that is not a 2xx.
 */
export async function postForm(options, endpoint, form, { secrets, sent }) {
  const { clientId, clientSecret, ...sending } = checkedClient(options, sent.grantType);
  const isPublicClient = clientSecret === undefined;
  const credentials = isPublicClient ? undefined : basicCredentials(clientId, clientSecret);
  const parameters = isPublicClient ? { client_id: clientId, ...form } : form;
  const redact = createRedactor([...secrets, clientSecret, credentials]);
  const answer = await postToZoom(
    endpoint,
    {
      headers: {
        ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(parameters).toString(),
      lostAnswerHint: lostAnswerHint(sent),
      redact,
    },
    { ...sending, signal: options.signal },
  );
  const { response, body = {}, unusableHint } = answer;
  if (response.ok) return answer;

  const { status } = response;
  const zoomCode = readZoomCode(body);
  const said = readError(body, redact);
  const error = said ?? "invalid_response";
  const reason = readReason(body, redact);
  const knownHint = hintFor(error, zoomCode, { ...sent, isPublicClient }, reason);
  throw new ZoomTokenError(error, {
    reason,
    status,
    zoomCode,
    hint: knownHint ?? (said === undefined ? unusableHint : undefined),
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
