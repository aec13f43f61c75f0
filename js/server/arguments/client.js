// Checks of the options that every request to Zoom takes: the app's credentials, and how Zoom is
// asked.

import { ZOOM_TIMEOUT_MS } from "../../shared/limits.js";
import { checkCredential, checkOptionalFunction, checkTimeout } from "./basic.js";
import { checkEndpointUrl } from "./urls.js";

/** @import { TokenRequestOptions } from "../token-request.js" */

/** The options of {@link checkedTokenClient}. */
export const TOKEN_CLIENT_OPTIONS = ["clientId", "clientSecret", "tokenUrl", "fetch", "timeoutMs"];

/** The options of every single request: `TokenRequestOptions`. */
export const TOKEN_REQUEST_OPTIONS = [...TOKEN_CLIENT_OPTIONS, "signal"];

/**
 * Checks the credentials of an app, `fetch` and `timeoutMs`.
 *
 * @param {Omit<TokenRequestOptions, "tokenUrl" | "signal">} options
 * @returns These options and no others, `timeoutMs` with its default.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedClient({ clientId, clientSecret, fetch, timeoutMs = ZOOM_TIMEOUT_MS }) {
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkOptionalFunction("fetch", fetch);
  checkTimeout(timeoutMs);
  return { clientId, clientSecret, fetch, timeoutMs };
}

/**
 * The same with `tokenUrl`.
 *
 * @param {Omit<TokenRequestOptions, "signal">} options
 * @returns These options and no others, `timeoutMs` with its default.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedTokenClient(options) {
  const { tokenUrl } = options;
  if (tokenUrl !== undefined) checkEndpointUrl("tokenUrl", tokenUrl);
  return { ...checkedClient(options), tokenUrl };
}
