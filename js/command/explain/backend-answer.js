// The answers of the handlers of zoom-pkce/server, and the errors of decryptAppContext.

import {
  contextExpired,
  malformedContext,
  noContext,
  wrongAudience,
  wrongSecret,
} from "../../server/app-context-errors.js";
import { PAGES } from "../shared/pages.js";

/** @import { Explanation } from "./explanation.js" */

/** @type {Readonly<Record<string, [cause: string, remedy: string, page: string]>>} */
const ANSWERS = {
  forbidden_origin: [
    "The page that sent the request has another origin than the backend expects, such as behind a proxy that changes the host or ends TLS.",
    "Name the page's origin in allowedOrigins of createTokenHandler, or let the proxy pass the public host and scheme on.",
    PAGES.pseudoCode,
  ],
  unsupported_media_type: [
    "The request's content type is neither application/json nor application/x-www-form-urlencoded.",
    'Let forward set it: json is its default, and format: "form" sends a form.',
    PAGES.arrives,
  ],
  method_not_allowed: [
    "The endpoint does not take this method. The token handler takes POST; a GET with a code is Zoom's redirect after a person added the app.",
    "Send a POST. If Zoom redirects here, enter the URL of createCallbackHandler as the redirect URL in the Marketplace.",
    PAGES.addingFails,
  ],
  content_too_large: ["The body has more than 40 KiB.", "Send the fields of forward only.", PAGES.arrives],
  rate_limited: [
    "Zoom takes no more requests for now (429).",
    "Try again after the seconds in Retry-After. Keep tokens until they end, and share them between processes.",
    PAGES.wait,
  ],
  token_request_failed: [
    "The backend's token request failed at Zoom for another reason than the code, or Zoom was not reached.",
    "Look at what onError got: it has Zoom's error and the hint. Then run npx zoom-pkce explain with it.",
    PAGES.goesWrong,
  ],
  state_missing: [
    "The callback came without a state, and so did the one before.",
    "Zoom returns the state that it was sent: look for a proxy or a redirect that drops the query, and check redirectUri.",
    PAGES.addingFails,
  ],
  session_expired: [
    "The session keeps no sign-in: it took too long, was finished before, or the session's cookie did not come.",
    "Start again. If it happens to everybody, let the cookie be SameSite=Lax or None, let the framework trust the proxy, and start on the host of redirectUri.",
    PAGES.addingFails,
  ],
  navigation_required: [
    "The endpoint was not opened as a page of its own: an image, a frame, a script or a prefetch asked for it.",
    'Open the link in a tab (target="_blank"), or with zoomSdk.openUrl in the client.',
    PAGES.addingFails,
  ],
  authorization_failed: [
    "Zoom's page for consent answered with an error.",
    "Check the app's client ID, scopes and OAuth allow list in the Marketplace, and that redirectUri is on that list.",
    PAGES.addingFails,
  ],
  store_failed: [
    "A function of the application that keeps tokens or credentials has failed, or has not answered in time.",
    "Look at the cause of the error, and at the store's log.",
    PAGES.accountToken,
  ],
  no_tokens: [
    "No tokens are saved for this person, or they have no refresh token.",
    "Let the person sign in again.",
    PAGES.tokens,
  ],
  server_error: [
    "A function of the application failed, or a credential is missing on the backend.",
    "Look at what onError got, and check that ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET are set where the backend runs.",
    PAGES.answer,
  ],
};

const CONTEXT_ERRORS = [
  noContext(),
  malformedContext("the text is not a context"),
  wrongSecret(),
  wrongAudience(),
  contextExpired(),
];

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeBackendAnswer(text) {
  const says = (/** @type {string} */ word) => new RegExp(`\\b${word}\\b`).test(text);
  const context = CONTEXT_ERRORS.find(({ error, reason = "" }) => says(error) || text.includes(reason));
  if (context !== undefined) {
    const { error, reason = "", hint = "" } = context;
    const cause = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
    return { id: error, title: `The app context: ${error}`, cause, remedy: hint, page: PAGES.appContext };
  }
  const found = Object.entries(ANSWERS).find(([name]) => says(name));
  if (found === undefined) return undefined;
  const [name, [cause, remedy, page]] = found;
  return { id: name, title: `The backend's answer: ${name}`, cause, remedy, page };
}
