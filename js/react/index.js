/**
 * A hook for React 18 and 19 that calls `authorizeWithBackend` and ends the call when the component
 * is unmounted. The module can also be imported on a server, for server-side rendering.
 *
 * @module zoom-pkce/react
 */

"use client";

export { useZoomAuthorization } from "./use-zoom-authorization.js";

/** @typedef {import("../store/authorization-store.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/**
 * @template [Data=any]
 * @typedef {import("../store/state.js").ZoomAuthorizationState<Data>} ZoomAuthorizationState
 */
/** @typedef {import("../store/state.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/** @typedef {import("../store/session.js").SessionTarget} SessionTarget */
/** @typedef {import("../store/authorization-store.js").StartOptions} StartOptions */
/** @typedef {import("../store/authorization-store.js").SignInOption} SignInOption */
/** @typedef {import("./use-zoom-authorization.js").ZoomAuthorizationActions} ZoomAuthorizationActions */
/**
 * @template [Data=any]
 * @typedef {import("./use-zoom-authorization.js").ZoomAuthorization<Data>} ZoomAuthorization
 */
