// Checks of the options that every request to Zoom takes: the app's credentials, and how Zoom is
// asked.

import { ZOOM_TIMEOUT_MS } from "../../shared/limits.js";
import { checkCredential, checkOptionalFunction, checkTimeout } from "./basic.js";
import { checkKnownCredentials, readCredentials } from "./credentials.js";
import { checkEndpointUrl } from "./urls.js";

/** @import { TokenRequestOptions } from "../token-request.js" */
/** @import { Credential } from "./credentials.js" */

/**
 * @typedef {object} AppCredentials
 * The credentials of an app, which may be missing until Zoom is asked.
 *
 * @property {Credential} clientId The app's client ID, or a function that returns it.
 * @property {Credential} clientSecret The app's client secret, or a function that returns it.
 */

/**
 * @typedef {Omit<TokenRequestOptions, "clientId" | "clientSecret" | "signal"> & AppCredentials} TokenClientOptions
 * The options of everything that asks Zoom more than once.
 */

/** The options of {@link checkedTokenClient}. */
export const TOKEN_CLIENT_OPTIONS = ["clientId", "clientSecret", "tokenUrl", "fetch", "timeoutMs"];

/** The options of every single request: `TokenRequestOptions`. */
export const TOKEN_REQUEST_OPTIONS = [...TOKEN_CLIENT_OPTIONS, "signal"];

/**
 * Checks the options of a single request.
 *
 * @param {Omit<TokenRequestOptions, "tokenUrl" | "signal">} options
 * @returns These options and no others, `timeoutMs` with its default.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedClient({ clientId, clientSecret, ...options }) {
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  return { clientId, clientSecret, ...checkedSending(options) };
}

/**
 * Checks the options of everything that asks Zoom more than once. The credentials are read for each
 * request.
 *
 * @param {TokenClientOptions} options
 * @returns The options without the credentials, `timeoutMs` with its default, and a function that
 *   reads the credentials: it rejects with `invalid_argument`.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedTokenClient({ clientId, clientSecret, tokenUrl, ...options }) {
  const credentials = { clientId, clientSecret };
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
