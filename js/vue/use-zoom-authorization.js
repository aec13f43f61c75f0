import { computed, onScopeDispose, shallowRef } from "vue";

import { createAuthorizationStore } from "../store/authorization-store.js";

/**
 * @template [Data=any]
 * @typedef {object} ZoomAuthorization
 * The state of a sign-in as refs, and its actions. The actions never throw.
 *
 * @property {import("vue").ComputedRef<import("../store/state.js").ZoomAuthorizationStatus>} status The status
 *   of the sign-in.
 * @property {import("vue").ComputedRef<Data | undefined>} data The backend's answer. Defined only in the status
 *   `"authorized"`.
 * @property {import("vue").ComputedRef<import("../error.js").ZoomPkceError | undefined>} error The error. Defined
 *   only in the status `"error"`.
 * @property {() => Promise<Data | undefined>} authorize Starts a sign-in, or returns the promise of the one
 *   that runs in this component. The promise resolves to the backend's answer, or to `undefined` after an
 *   error (then `error` has it), after `cancel` and after unmounting. It never rejects, so
 *   `@click="authorize"` is safe. On a server, and after unmounting, nothing starts.
 * @property {() => void} cancel Ends the running sign-in and sets the status to `"idle"`. Does nothing if none
 *   runs. The consent screen of the Zoom client may stay open; a decision there is ignored. A code that was
 *   being forwarded may be used up.
 * @property {() => void} reset Sets the status `"authorized"` or `"error"` back to `"idle"`. Does nothing
 *   otherwise.
 */

/**
 * Calls `authorizeWithBackend` for a component: returns its state as refs, and ends the call when the
 * component is unmounted. Call it in `setup`, and `zoomSdk.config` before `authorize`. The wasm is loaded
 * in `setup`, before the click. With `session`, the backend is asked then, too, whether somebody is signed
 * in.
 *
 * It can also be called in another effect scope, and ends when that scope is disposed. A page can run only
 * one flow at a time: if the flow of another component is waiting for the person, this one ends in `error`
 * with the code `in_progress`.
 *
 * @template [Data=any] The type of the backend's answer.
 * @param {import("../authorize.js").ZoomSdk | null | undefined} zoomSdk The Zoom SDK. May be missing on a
 *   server.
 * @param {import("../store/authorization-store.js").ZoomAuthorizationOptions} options The options of
 *   `authorizeWithBackend` or of `signIn`, with `session`, `completed` and `signIn` itself.
 * @returns {ZoomAuthorization<Data>} `{ status, data, error, authorize, cancel, reset }`. `error` holds a
 *   `ZoomPkceError` with any code of `authorizeWithBackend`. If a function in the options throws, the code is
 *   `invalid_argument` and `cause` is the thrown value.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { createApp, h } from "vue";
 * import { useZoomAuthorization } from "zoom-pkce/vue";
 *
 * const SignIn = {
 *   setup() {
 *     const { status, data, authorize } = useZoomAuthorization(zoomSdk, { backend: "/api/zoom/token" });
 *     return () =>
 *       status.value === "authorized"
 *         ? h("p", `Hello ${data.value.name}`)
 *         : h("button", { onClick: authorize }, "Sign in with Zoom");
 *   },
 * };
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * createApp(SignIn).mount("main");
 * // Click "Sign in with Zoom" => "Hello Simulated User"
 */
export function useZoomAuthorization(zoomSdk, options) {
  const { getSnapshot, subscribe, authorize, cancel, reset } = createAuthorizationStore(zoomSdk, options);
  const state = shallowRef(getSnapshot());
  const unsubscribe = subscribe(() => (state.value = getSnapshot()));
  // On a server, there is no page to sign in.
  let isActive = typeof document !== "undefined";
  onScopeDispose(() => {
    isActive = false;
    unsubscribe();
  });
  return {
    status: computed(() => state.value.status),
    data: computed(() => state.value.data),
    error: computed(() => state.value.error),
    authorize: () => (isActive ? authorize() : Promise.resolve(undefined)),
    cancel,
    reset,
  };
}
