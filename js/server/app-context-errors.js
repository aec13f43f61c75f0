// The errors of decryptAppContext. They never show the context, its content or the client secret. A
// hint may become an `error_description`, which RFC 6749 section 5.2 limits to printable ASCII
// without `"` and `\`.

import { ZoomTokenError } from "./zoom-token-error.js";

const UNCHANGED =
  "Pass on, unchanged, the value of the request header x-zoom-app-context, or the text context in the answer of zoomSdk.getAppContext().";

/** @returns {ZoomTokenError} `no_context` */
export const noContext = () =>
  new ZoomTokenError("no_context", {
    reason: "the request has no app context",
    hint: "Zoom sends x-zoom-app-context with the request for the app's Home URL only. In clients that send none, and for later requests, let the page send the text that zoomSdk.getAppContext() gives. A page that is opened outside of Zoom has no context: serve it without one.",
  });

/**
 * @param {string} reason
 * @returns {ZoomTokenError} `invalid_context`, for a text without the form of a context.
 */
export const malformedContext = (reason) =>
  new ZoomTokenError("invalid_context", { reason, hint: UNCHANGED });

/**
 * @param {string} reason
 * @returns {ZoomTokenError} `invalid_context`, for a decrypted text that is not Zoom's.
 */
export const unexpectedContent = (reason) =>
  new ZoomTokenError("invalid_context", {
    reason,
    hint: "The client secret decrypts this text, but Zoom's contexts hold something else. Look for other code that encrypts with this client secret, and replace the secret if that code is not yours.",
  });

/** @returns {ZoomTokenError} `wrong_secret` */
export const wrongSecret = () =>
  new ZoomTokenError("wrong_secret", {
    reason: "the app context cannot be decrypted with this client secret",
    hint: `Likely causes, the likeliest first: (1) the client secret is another app's, or an old one: development and production have different ones (Zoom App Marketplace); (2) the context was altered or is forged. ${UNCHANGED}`,
  });

/** @returns {ZoomTokenError} `wrong_audience` */
export const wrongAudience = () =>
  new ZoomTokenError("wrong_audience", {
    reason: "the app context is for another client ID (aud)",
    hint: "The client secret is right, so check the client ID: both must be those of one app in the Zoom App Marketplace, and of the same environment (development or production).",
  });

/** @returns {ZoomTokenError} `context_expired` */
export const contextExpired = () =>
  new ZoomTokenError("context_expired", {
    reason: "the app context has expired (exp)",
    hint: "A context is valid for about two minutes. Decrypt it when it arrives and keep a session, or let the page send a new one: zoomSdk.getAppContext(). If new contexts have expired, too, the clock of this machine is wrong.",
  });
