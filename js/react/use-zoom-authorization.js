// The hook: one component's sign-in, bound to its life.

import { useEffect, useInsertionEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";

import { loadOnce } from "../wasm.js";
import { getIdle, newAuthorization } from "./authorization.js";

/**
 * @typedef {object} ZoomAuthorizationActions
 * What may be done beside `authorize`. The functions are the same ones in every render, and none of them throws or rejects.
 *
 * @property {() => void} cancel Ends what runs; the status is `"idle"` again. Else it does nothing. The Zoom client may leave
 *   its screen open: what the person decides there then changes nothing. A code that was being forwarded may be used up.
 * @property {() => void} reset From `"authorized"` or `"error"` back to `"idle"`. Else it does nothing.
 */

/**
 * @template [Data=any]
 * @typedef {import("./authorization.js").ZoomAuthorizationState<Data> & ZoomAuthorizationActions & {
 *   authorize: () => Promise<Data | undefined>,
 * }} ZoomAuthorization What the hook gives. `authorize` starts a flow, or gives the promise of the one that runs in this component. It resolves
 *   to what the backend answered, and to `undefined` where `error` says why not, and after `cancel` or unmounting; so
 *   `onClick={authorize}` leaves nothing unhandled.
 */

// On a server React 18 warns of a layout effect, which does nothing there.
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * `authorizeWithBackend` for a component: its status while it runs, and its end when the component goes. Call
 * `zoomSdk.config` before `authorize`. The wasm is loaded when the component is mounted, so that a click finds it there.
 *
 * A flow goes by the options of the last render before its start. There is one flow at a time in the whole page: where
 * another component waits for the person, this one ends in `error`, with the code `in_progress`.
 *
 * @template [Data=any] What the backend answers.
 * @param {import("../authorize.js").ZoomSdk | null | undefined} zoomSdk May be missing until `authorize` is called, as it is
 *   on a server.
 * @param {import("./authorization.js").ZoomAuthorizationOptions} options Those of `authorizeWithBackend`.
 * @returns {ZoomAuthorization<Data>} `{ status, data, error, authorize, cancel, reset }`. `error` is a `ZoomPkceError`, with any
 *   code that `authorizeWithBackend` ends in; what a function of the options throws is the cause of an `invalid_argument`.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { createRoot } from "react-dom/client";
 * import { useZoomAuthorization } from "zoom-pkce/react";
 *
 * function SignIn() {
 *   const { status, data, error, authorize } = useZoomAuthorization(zoomSdk, { backend: "/api/zoom/token" });
 *   if (status === "authorized") return <p>Hello {data.name}</p>;
 *   return (
 *     <>
 *       {error && <p role="alert">{error.hint}</p>}
 *       <button onClick={authorize}>Sign in with Zoom</button>
 *     </>
 *   );
 * }
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * createRoot(document.querySelector("main")).render(<SignIn />);
 * // Click "Sign in with Zoom" => "Hello Simulated User"
 */
export function useZoomAuthorization(zoomSdk, options) {
  const [authorization] = useState(newAuthorization);
  const { getState, subscribe, update, mount, authorize, cancel, reset } = authorization;
  const { status, data, error } = useSyncExternalStore(subscribe, getState, getIdle);
  // Before any other effect or event can start a flow, and only of renders that are shown.
  useInsertionEffect(() => update({ zoomSdk, options }));
  // A layout effect ends with the component; a passive one, some time later.
  useBrowserLayoutEffect(mount, [mount]);
  useEffect(() => {
    // If it fails, authorize tries again and says why.
    loadOnce().catch(() => {});
  }, []);
  return /** @type {ZoomAuthorization} */ ({ status, data, error, authorize, cancel, reset });
}
