/**
 * A composable for Vue 3 that calls `authorizeWithBackend` and ends the call when the component is
 * unmounted. The module can also be imported on a server, for server-side rendering.
 *
 * @module zoom-pkce/vue
 */

export { useZoomAuthorization } from "./use-zoom-authorization.js";

/** @typedef {import("../store/authorization-store.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/** @typedef {import("../store/state.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/** @typedef {import("../store/session.js").SessionTarget} SessionTarget */
/** @typedef {import("../store/authorization-store.js").StartOptions} StartOptions */
/** @typedef {import("../store/authorization-store.js").SignInOption} SignInOption */
/**
 * @template [Data=any]
 * @typedef {import("./use-zoom-authorization.js").ZoomAuthorization<Data>} ZoomAuthorization
 */
