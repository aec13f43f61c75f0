/**
 * The state of a sign-in, for pages without a framework and for frameworks without an entry of their
 * own. `zoom-pkce/react` is built on it.
 *
 * @module zoom-pkce/store
 */

export { createAuthorizationStore } from "./authorization-store.js";

/**
 * @template [Data=any]
 * @typedef {import("./authorization-store.js").AuthorizationStore<Data>} AuthorizationStore
 */
/** @typedef {import("./authorization-store.js").ZoomAuthorizationOptions} ZoomAuthorizationOptions */
/** @typedef {import("./authorization-store.js").StartOptions} StartOptions */
/** @typedef {import("./authorization-store.js").SignInOption} SignInOption */
/**
 * @template [Data=any]
 * @typedef {import("./state.js").ZoomAuthorizationState<Data>} ZoomAuthorizationState
 */
/** @typedef {import("./state.js").ZoomAuthorizationStatus} ZoomAuthorizationStatus */
/** @typedef {import("./session.js").SessionTarget} SessionTarget */
