/**
 * Sign-in outside the Zoom client, in any browser: a redirect to Zoom and back, or a popup. It ends
 * at the same backend as the sign-in in the client. `signIn` is for pages that are opened in both.
 *
 * @module zoom-pkce/browser
 */

export { authorizeInBrowser } from "./authorize-in-browser.js";
export { completeAuthorization } from "./complete-authorization.js";
export { signIn } from "./sign-in.js";
export { isInZoomClient } from "./zoom-client.js";

/** @typedef {import("./options.js").BrowserOptions} BrowserOptions */
/** @typedef {import("./options.js").CompletionOptions} CompletionOptions */
/** @typedef {import("./sign-in.js").SignInOptions} SignInOptions */
/** @typedef {import("./sign-in.js").PlaceOptions} PlaceOptions */
/** @typedef {import("./zoom-client.js").ZoomConfig} ZoomConfig */
