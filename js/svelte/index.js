/**
 * A store for Svelte that calls `authorizeWithBackend` and ends the call when the component is
 * unmounted. The module can also be imported on a server, for server-side rendering. It imports
 * nothing of Svelte, so it works with every version.
 *
 * @module zoom-pkce/svelte
 */

export { createZoomAuthorization } from "./zoom-authorization.js";

/** @typedef {import("../store/authorization-store.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/**
 * @template [Data=any]
 * @typedef {import("../store/state.js").ZoomAuthorizationState<Data>} ZoomAuthorizationState
 */
/** @typedef {import("../store/state.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/** @typedef {import("../store/session.js").SessionTarget} SessionTarget */
/** @typedef {import("../store/authorization-store.js").StartOptions} StartOptions */
/** @typedef {import("../store/authorization-store.js").SignInOption} SignInOption */
/**
 * @template [Data=any]
 * @typedef {import("./zoom-authorization.js").ZoomAuthorization<Data>} ZoomAuthorization
 */
