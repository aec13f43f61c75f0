/**
 * Sign-in as a hook, for React 18 and 19: `authorizeWithBackend`, bound to a component's life. Pages that are rendered on a
 * server may import it as it is.
 *
 * @module zoom-pkce/react
 */

"use client";

export { useZoomAuthorization } from "./use-zoom-authorization.js";

/** @typedef {import("./authorization.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/**
 * @template [Data=any]
 * @typedef {import("./authorization.js").ZoomAuthorizationState<Data>} ZoomAuthorizationState
 */
/** @typedef {import("./authorization.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/** @typedef {import("./use-zoom-authorization.js").ZoomAuthorizationActions} ZoomAuthorizationActions */
/**
 * @template [Data=any]
 * @typedef {import("./use-zoom-authorization.js").ZoomAuthorization<Data>} ZoomAuthorization
 */
