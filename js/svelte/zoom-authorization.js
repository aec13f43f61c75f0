import { createAuthorizationStore } from "../store/authorization-store.js";

/**
 * @template [Data=any]
 * @typedef {object} ZoomAuthorization
 * A store in the sense of Svelte, a `Readable` of the state of a sign-in, and the actions. The actions are
 * functions that can be passed on alone, and none throws.
 *
 * @property {(run: (state: import("../store/state.js").ZoomAuthorizationState<Data>) => void) => () => void} subscribe
 *   Calls `run` with the state, at once and after each change. The first subscription lets the store load
 *   the wasm and, with `session`, ask the backend. Returns the function that unsubscribes. When the last
 *   subscription ends, as after the component is unmounted, a running sign-in ends as by `cancel`.
 * @property {() => Promise<Data | undefined>} authorize Starts a sign-in, or returns the promise of the one
 *   that runs. The promise resolves to the backend's answer, or to `undefined` after an error (then the state
 *   has it), after `cancel` and after unmounting. It never rejects.
 * @property {() => void} cancel Ends the running sign-in and sets the status to `"idle"`. Does nothing if none
 *   runs. The consent screen of the Zoom client may stay open; a decision there is ignored. A code that was
 *   being forwarded may be used up.
 * @property {() => void} reset Sets the status `"authorized"` or `"error"` back to `"idle"`. Does nothing
 *   otherwise.
 */

/**
 * Creates the store of a sign-in for Svelte 3 to 5. With `const signIn = createZoomAuthorization(…)` in a
 * component, `$signIn.status`, `$signIn.data` and `$signIn.error` are the state. It calls
 * `authorizeWithBackend`, and ends the call when the component is unmounted. A page can run only one flow at
 * a time: if the flow of another store is waiting for the person, this one ends in `error` with the code
 * `in_progress`.
 *
 * @template [Data=any] The type of the backend's answer.
 * @param {import("../authorize.js").ZoomSdk | null | undefined} zoomSdk The Zoom SDK. May be missing on a
 *   server. Call `zoomSdk.config` before `authorize`.
 * @param {import("../store/authorization-store.js").ZoomAuthorizationOptions} options The options of
 *   `authorizeWithBackend` or of `signIn`, with `session`, `completed` and `signIn` itself.
 * @returns {ZoomAuthorization<Data>} `{ subscribe, authorize, cancel, reset }`. `error` in the state is a
 *   `ZoomPkceError` with any code of `authorizeWithBackend`. If a function in the options throws, the code is
 *   `invalid_argument` and `cause` is the thrown value.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { createZoomAuthorization } from "zoom-pkce/svelte";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const signIn = createZoomAuthorization(zoomSdk, { backend: "/api/zoom/token" });
 * const statuses = [];
 * // In a component, Svelte subscribes for `$signIn`.
 * signIn.subscribe(({ status }) => statuses.push(status));
 *
 * const user = await signIn.authorize();
 * user.name; // => "Simulated User"
 * statuses; // => ["idle", "authorizing", "forwarding", "authorized"]
 */
export function createZoomAuthorization(zoomSdk, options) {
  const { getSnapshot, subscribe, authorize, cancel, reset } = createAuthorizationStore(zoomSdk, options);
  return {
    subscribe(run) {
      const unsubscribe = subscribe(() => run(getSnapshot()));
      run(getSnapshot());
      return unsubscribe;
    },
    authorize,
    cancel,
    reset,
  };
}
