/**
 * Sign-in outside the Zoom client, in any browser: a redirect to Zoom and back, or a popup. It ends
 * at the same backend as the sign-in in the client.
 *
 * @module zoom-pkce/browser
 */

export { authorizeInBrowser } from "./authorize-in-browser.js";
export { completeAuthorization } from "./complete-authorization.js";

/** @typedef {import("./options.js").BrowserOptions} BrowserOptions */
/** @typedef {import("./options.js").CompletionOptions} CompletionOptions */
