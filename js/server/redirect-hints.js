// Hints for a code that came by web redirect, and that Zoom refused. The likely causes differ from
// those of a code that came in the client.

import { isCodeRefused } from "./failures.js";
import { listed } from "./hints.js";
import { REDIRECT_URI_MISMATCH } from "./zoom-codes.js";
import { isRedirectUriMismatch } from "./zoom-reasons.js";
import { ZoomTokenError } from "./zoom-token-error.js";

const MISMATCH =
  "The redirect URI is not the one Zoom expects: redirectUri must be on the app's OAuth allow list, with the same case, slash and query, and be the same in createInstallHandler and createCallbackHandler.";

const REFUSED = listed([
  "the person took longer than the code lives: start again",
  "redirectUri is not the same in createInstallHandler and createCallbackHandler",
  "the code was used before: it works once",
  "the client ID is not that of the app which the person has allowed: development and production have different ones",
]);

/**
 * @param {ZoomTokenError} error An error of {@link exchangeCode}.
 * @returns {ZoomTokenError} The error; for a code or a redirect URI that Zoom refused, with the
 *   hint for a web redirect.
 */
export function withRedirectHint(error) {
  const { reason, status, zoomCode } = error;
  const isMismatch = zoomCode === REDIRECT_URI_MISMATCH || isRedirectUriMismatch(reason);
  if (!isMismatch && !isCodeRefused(error)) return error;
  const hint = isMismatch ? MISMATCH : REFUSED;
  return new ZoomTokenError(error.error, { reason, status, zoomCode, hint });
}
