"use client";
// The package `zoom-pkce/react`. The line above lets pages that are rendered on a server import it as it is.

export { useZoomAuthorization } from "./use-zoom-authorization.js";

/** @typedef {import("./authorization.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/**
 * @template [Data=any]
 * @typedef {import("./authorization.js").ZoomAuthorizationState<Data>} ZoomAuthorizationState
 */
/** @typedef {import("./authorization.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/**
 * @template [Data=any]
 * @typedef {import("./use-zoom-authorization.js").ZoomAuthorization<Data>} ZoomAuthorization
 */
