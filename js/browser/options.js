// The options of `authorizeInBrowser` and `completeAuthorization`: their rules and defaults. Both
// take all of them, so that an app writes them once.

import { checkNames, invalidArgument, optionsOf } from "../error.js";
import { checkBackend } from "../forward.js";
import { checkSignal, isLoopback } from "../forward/target.js";
import { checkProgress } from "../progress.js";
import { hasAnswerParameters } from "./answer.js";

/** Zoom's page for consent. */
const AUTHORIZE_URL = "https://zoom.us/oauth/authorize";

const NAMES = [
  "clientId",
  "backend",
  "redirectUri",
  "authorizeUrl",
  "scope",
  "popup",
  "signal",
  "onProgress",
];

/** Scopes, separated by single spaces (RFC 6749 section 3.3). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/**
 * @typedef {object} BrowserOptions
 * The options of `authorizeInBrowser`.
 *
 * @property {string} clientId The app's client ID, from the Marketplace.
 * @property {string | URL | import("../forward.js").ForwardTarget} backend The target of `forward`.
 * @property {string | undefined} [redirectUri] Where Zoom sends the person back to, exactly as it is
 *   on the app's OAuth allow list: a URL on the page's own origin, without a fragment. By default
 *   it is the page's URL without its query and fragment. The page there must call
 *   `completeAuthorization`.
 * @property {string | URL | undefined} [authorizeUrl] Zoom's page for consent;
 *   `https://zoom.us/oauth/authorize` by default. `https`, or `http` on this machine.
 * @property {string | undefined} [scope] Scopes, separated by single spaces. By default none are
 *   sent, and the app's own in the Marketplace count.
 * @property {boolean | undefined} [popup] Opens Zoom in a popup, and leaves the page as it is.
 *   False by default.
 * @property {AbortSignal | undefined} [signal] Ends the wait for a popup and the request to the
 *   backend when it is aborted.
 * @property {((progress: import("../progress.js").Progress) => void) | undefined} [onProgress] Called with each
 *   step of the sign-in, which has no secrets.
 */

/**
 * @typedef {Omit<BrowserOptions, "clientId"> & Partial<Pick<BrowserOptions, "clientId">>} CompletionOptions
 * The options of `completeAuthorization`. Of those of `authorizeInBrowser` it uses `backend`, `signal` and
 * `onProgress`; the others may be given.
 */

/** @typedef {ReturnType<typeof checkOptions>} CheckedOptions */

/**
 * Checks the options of `completeAuthorization`.
 *
 * @param {CompletionOptions} options
 */
export function checkCompletion(options) {
  const given = optionsOf(options);
  checkNames(given, NAMES);
  const { backend, signal, onProgress } = given;
  checkSignal(signal);
  checkProgress(onProgress);
  return { target: checkBackend(backend), signal, onProgress };
}

/**
 * Checks the options of `authorizeInBrowser`.
 *
 * @param {BrowserOptions} options
 */
export function checkOptions(options) {
  if (typeof window === "undefined")
    throw invalidArgument("authorizeInBrowser and signIn: must be called in a page");
  const { clientId, redirectUri, authorizeUrl, scope, popup } = optionsOf(options);
  if (typeof clientId !== "string" || clientId === "" || clientId !== clientId.trim()) {
    throw invalidArgument("clientId: must be a non-empty string without white space around it");
  }
  if (scope != null && !(typeof scope === "string" && SCOPE.test(scope))) {
    throw invalidArgument("scope: must be scopes separated by single spaces (RFC 6749 section 3.3)");
  }
  if (popup != null && typeof popup !== "boolean") throw invalidArgument("popup: must be a boolean");
  return {
    ...checkCompletion(options),
    clientId,
    scope,
    popup,
    redirectUri: checkRedirectUri(redirectUri ?? location.origin + location.pathname),
    authorizeUrl: checkAuthorizeUrl(authorizeUrl ?? AUTHORIZE_URL),
  };
}

/** @param {unknown} redirectUri */
function checkRedirectUri(redirectUri) {
  const url = typeof redirectUri === "string" && !redirectUri.includes("#") && parse(redirectUri);
  // The code verifier waits in the storage of the page's own origin.
  if (!url || url.origin !== location.origin || hasAnswerParameters(url.search)) {
    throw invalidArgument(
      "redirectUri: must be an absolute URL on the page's own origin, without a fragment and without code, state, iss or error in its query",
    );
  }
  return /** @type {string} */ (redirectUri);
}

/** @param {unknown} authorizeUrl */
function checkAuthorizeUrl(authorizeUrl) {
  const url = parse(authorizeUrl);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!url || !isSafe || url.username || url.password || url.hash) {
    throw invalidArgument(
      "authorizeUrl: must be an https URL without user, password and fragment, or http on localhost",
    );
  }
  return url;
}

/** @param {unknown} text */
function parse(text) {
  let url;
  try {
    url = new URL(/** @type {string} */ (text));
  } catch {
    // The caller's error names the option.
  }
  return url;
}
