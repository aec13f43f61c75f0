// Client authentication by HTTP Basic (RFC 6749 section 2.3.1), the only kind that Zoom accepts,
// and public clients, which have no secret.

import { ZoomAnswer, invalidClient } from "./answers.js";
import { isCredential } from "./options.js";

/** @import { Settings } from "./options.js" */

const WRONG_CLIENT_ID = "the client ID is not the app's";
const WRONG_CLIENT_SECRET = "the client secret is not the app's";

/** @typedef {{ id: string, secret: string }} Credentials */

/** Decodes one form-urlencoded value. @param {string} text */
const formDecode = (text) => new URLSearchParams(`=${text.replaceAll("&", "%26")}`).get("") ?? "";

/**
 * Reads client ID and client secret from the `Authorization` header.
 *
 * @param {Request} request
 * @returns {Credentials} Both decoded. They are not yet compared with the app's.
 * @throws {ZoomAnswer} 4706 if the header has no HTTP Basic credentials; `invalid_client` if no app
 *   can have these credentials.
 */
export function readCredentials(request) {
  const header = request.headers.get("authorization");
  const [, encoded] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) {
    const explanation =
      header === null
        ? "there is no Authorization header; credentials in the body don't count"
        : "the Authorization header is not HTTP Basic: it must be `Basic ` and the Base64 of client ID, colon, client secret";
    const details = { errorCode: 4706, explanation };
    throw new ZoomAnswer(401, "invalid_client", "Client ID or client secret is missing.", details);
  }
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const id = formDecode(text.slice(0, Math.max(colon, 0)));
  const secret = formDecode(text.slice(colon + 1));
  if (colon < 0) throw invalidClient("the Authorization header has no colon between client ID and secret");
  if (!isCredential(id)) throw invalidClient(WRONG_CLIENT_ID);
  if (!isCredential(secret)) throw invalidClient(WRONG_CLIENT_SECRET);
  return { id, secret };
}

/**
 * Returns whether a request is one of the app as a public client: with its client ID in the body,
 * and without an `Authorization` header. A server-to-server app is not a public client.
 *
 * @param {Request} request
 * @param {Record<string, string>} form
 * @param {Pick<Settings, "publicClientId">} settings
 */
export const isPublicClient = (request, { client_id, grant_type }, { publicClientId }) =>
  client_id !== undefined &&
  client_id === publicClientId &&
  grant_type !== "account_credentials" &&
  !request.headers.has("authorization");

/**
 * Compares credentials with those of the app.
 *
 * @param {Credentials} credentials
 * @param {Pick<Settings, "clientId" | "clientSecret">} settings
 * @throws {ZoomAnswer} `invalid_client` if the client ID or the client secret is another one.
 */
export function checkCredentials({ id, secret }, { clientId, clientSecret }) {
  if (id !== clientId) throw invalidClient(WRONG_CLIENT_ID);
  if (secret !== clientSecret) throw invalidClient(WRONG_CLIENT_SECRET);
}

/**
 * Returns an `Authorization` header without form-urlencoding, which the library does not decode.
 *
 * @param {Credentials} credentials
 */
export const basicHeader = ({ id, secret }) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
