// The default import: a bundler refuses a name that an older React lacks.
import React from "react";

import { createAuthorizationStore } from "../store/authorization-store.js";

/**
 * @typedef {object} ZoomAuthorizationActions
 * The actions besides `authorize`. They are the same functions in every render, and never throw.
 *
 * @property {() => void} cancel Ends the running flow and sets the status to `"idle"`. Does nothing
 *   if no flow runs. The consent screen of the Zoom client may stay open; a decision there is
 *   ignored. A code that was being forwarded may be used up.
 * @property {() => void} reset Sets the status `"authorized"` or `"error"` back to `"idle"`. Does
 *   nothing while a flow runs.
 */

/**
 * @template [Data=any]
 * @typedef {import("../store/state.js").ZoomAuthorizationState<Data> & ZoomAuthorizationActions & {
 *   authorize: () => Promise<Data | undefined>,
 * }} ZoomAuthorization
 * The state and the actions that the hook returns. `authorize` starts a flow, or returns the promise
 * of the flow that runs in this component. The promise resolves to the backend's answer, or to
 * `undefined` after an error (then `error` is set), after `cancel` and after unmounting. It never
 * rejects, so `onClick={authorize}` is safe.
 */

const { useEffect, useState } = React;

// On a server React before 19 warns about `useLayoutEffect`. Effects do not run there.
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : React.useLayoutEffect;

// React 16 and 17 lack `useInsertionEffect` and `useSyncExternalStore`.
const useFirstEffect = React.useInsertionEffect ?? useBrowserLayoutEffect;
const useStore = React.useSyncExternalStore ?? useStoreOfState;

/**
 * Stands in for `useSyncExternalStore`. React 16 and 17 render without interruption, so no render
 * mixes two states.
 *
 * @template State
 * @param {(listener: () => void) => () => void} subscribe
 * @param {() => State} getState
 * @returns {State}
 */
function useStoreOfState(subscribe, getState) {
  const [state, setState] = useState(getState);
  useBrowserLayoutEffect(() => {
    const onChange = () => setState(getState());
    // The state may have changed since the render.
    onChange();
    return subscribe(onChange);
  }, [subscribe, getState]);
  return state;
}

/**
 * Calls `authorizeWithBackend` for a component: returns its state, and ends the call when the
 * component is unmounted. Call `zoomSdk.config` before `authorize`. The wasm is loaded when the
 * component is mounted, before the click. With `session`, the backend is asked then, too, whether somebody is
 * signed in.
 *
 * A flow uses the arguments of the last render before its start. A page can run only one flow at a
 * time: if the flow of another component is waiting for the person, this one ends in `error` with
 * the code `in_progress`.
 *
 * @template [Data=any] The type of the backend's answer.
 * @param {import("../authorize.js").ZoomSdk | null | undefined} zoomSdk The Zoom SDK. May be
 *   missing, as on a server, until `authorize` is called.
 * @param {import("../store/authorization-store.js").ZoomAuthorizationOptions} options The options of
 *   `authorizeWithBackend` or of `signIn`, with `session`, `completed` and `signIn` itself.
 * @returns {ZoomAuthorization<Data>} `{ status, data, error, authorize, cancel, reset }`. `error`
 *   is a `ZoomPkceError` with any code of `authorizeWithBackend`. If a function in the options
 *   throws, the code is `invalid_argument` and `cause` is the thrown value.
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
  const [component] = useState(() => newComponent(zoomSdk, options));
  const { getSnapshot, subscribe, setArguments, mount, authorize, cancel, reset } = component;
  const { status, data, error } = useStore(subscribe, getSnapshot, getSnapshot);
  // Runs before any other effect or event can start a flow, and only for committed renders.
  useFirstEffect(() => setArguments(zoomSdk, options));
  // A layout effect is cleaned up while the component is unmounted; a passive effect, later.
  useBrowserLayoutEffect(mount, [mount]);
  return /** @type {ZoomAuthorization} */ ({ status, data, error, authorize, cancel, reset });
}

/**
 * Creates the store of a component. Its `authorize` starts nothing unless the component is mounted.
 *
 * @param {Parameters<typeof useZoomAuthorization>} args
 */
function newComponent(...args) {
  const store = createAuthorizationStore(...args);
  let isMounted = false;
  return {
    ...store,
    mount() {
      isMounted = true;
      return () => {
        isMounted = false;
        store.cancel();
      };
    },
    authorize: () => (isMounted ? store.authorize() : Promise.resolve(undefined)),
  };
}
