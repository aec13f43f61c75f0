// Checks of the options that every request to Zoom takes: the app's credentials, and how Zoom is
// asked.

import { ZOOM_TIMEOUT_MS } from "../../shared/limits.js";
import { checkCredential, checkOptionalFunction, checkTimeout } from "./basic.js";
import { checkKnownCredentials, readCredentials } from "./credentials.js";
import { checkEndpointUrl } from "./urls.js";

/** @import { GrantType } from "../hints.js" */
/** @import { AnyClientRequestOptions, TokenRequestOptions } from "../token-request.js" */
/** @import { Credential } from "./credentials.js" */

/**
 * @typedef {object} AppCredentials
 * The credentials of an app, which may be missing until Zoom is asked.
 *
 * @property {Credential} clientId The app's client ID, or a function that returns it.
 * @property {Credential} clientSecret The app's client secret, or a function that returns it.
 */

/**
 * @typedef {AppCredentials
 *   & Omit<TokenRequestOptions, "clientId" | "clientSecret" | "signal">} TokenClientOptions
 * The options of everything that asks Zoom more than once.
 */

/**
 * @typedef {Omit<TokenClientOptions, "clientSecret">
 *   & Partial<Pick<TokenClientOptions, "clientSecret">>} AnyClientOptions
 * {@link TokenClientOptions} of a client that may be public: then `clientSecret` is left out.
 */

/** The grants of public clients. @type {ReadonlySet<GrantType>} */
const PUBLIC_CLIENT_GRANTS = new Set(["authorization_code", "refresh_token"]);

const MISSING_SECRET_HINT =
  "Only a public client has no client secret: it leaves the option out, and does not set it to undefined.";

/** The options of {@link checkedTokenClient}. */
export const TOKEN_CLIENT_OPTIONS = ["clientId", "clientSecret", "tokenUrl", "fetch", "timeoutMs"];

/** The options of every single request: `TokenRequestOptions`. */
export const TOKEN_REQUEST_OPTIONS = [...TOKEN_CLIENT_OPTIONS, "signal"];

/**
 * Returns whether options are those of a public client, which has no client secret. A secret that
 * is there and `undefined`, as of an environment variable that is not set, is a mistake.
 *
 * @param {object} options
 */
export const isPublicClient = (options) => !("clientSecret" in options);

/**
 * Checks the options of a single request.
 *
 * @param {Omit<AnyClientRequestOptions, "tokenUrl" | "signal">} options
 * @param {GrantType} grantType
 * @returns These options and no others, `timeoutMs` with its default. `clientSecret` is `undefined`
 *   for a public client.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedClient(options, grantType) {
  const { clientId, clientSecret } = options;
  const mayBePublic = PUBLIC_CLIENT_GRANTS.has(grantType);
  checkCredential("clientId", clientId);
  if (!(mayBePublic && isPublicClient(options))) {
    checkCredential("clientSecret", clientSecret, mayBePublic ? MISSING_SECRET_HINT : undefined);
  }
  return { clientId, clientSecret, ...checkedSending(options) };
}

/**
 * Checks the options of everything that asks Zoom more than once. The credentials are read for each
 * request.
 *
 * A secret that is missing is refused when it is read.
 *
 * @param {AnyClientOptions} options
 * @param {{ mayBePublic?: boolean }} [rules] Whether a client without the option `clientSecret` is
 *   a public one.
 * @returns The options without the credentials, `timeoutMs` with its default, and a function that
 *   reads the credentials: it rejects with `invalid_argument`.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedTokenClient(options, { mayBePublic = false } = {}) {
  const { clientId, clientSecret, tokenUrl } = options;
  // Without the name clientSecret, requests with these credentials are those of a public client.
  const credentials = /** @type {AppCredentials} */ (
    mayBePublic && isPublicClient(options) ? { clientId } : { clientId, clientSecret }
  );
  checkKnownCredentials(credentials);
  if (tokenUrl !== undefined) checkEndpointUrl("tokenUrl", tokenUrl);
  const client = { tokenUrl, ...checkedSending(options) };
  return { client, readCredentials: () => readCredentials(credentials, client.timeoutMs) };
}

/**
 * Checks how Zoom is asked.
 *
 * @param {Pick<TokenRequestOptions, "fetch" | "timeoutMs">} options
 * @returns These options and no others, `timeoutMs` with its default.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedSending({ fetch, timeoutMs = ZOOM_TIMEOUT_MS }) {
  checkOptionalFunction("fetch", fetch);
  checkTimeout(timeoutMs);
  return { fetch, timeoutMs };
}
