// The state of one component's sign-in, as a store outside React: a flow starts in the task of the
// click and does not wait for a render.

import { invalidArgument, optionsOf, ZoomPkceError } from "../error.js";
import { authorizeThenForward } from "../forward.js";

/**
 * @typedef {Parameters<typeof import("../forward.js").authorizeWithBackend>[1]} ZoomAuthorizationOptions
 * The options of `authorizeWithBackend`: `backend`, and the options of `authorize`. Aborting
 * `signal` ends in the status `"error"` with the code `aborted`.
 */

/**
 * @typedef {"idle" | "authorizing" | "forwarding" | "authorized" | "error"} ZoomAuthorizationStatus
 * The status of the sign-in:
 *
 * - `idle`: no sign-in has started, or it was cancelled or reset
 * - `authorizing`: the person decides in the Zoom client
 * - `forwarding`: the backend exchanges the code
 * - `authorized`: the backend has answered
 * - `error`: the sign-in failed
 */

/**
 * @template [Data=any]
 * @typedef {{ status: "idle" | "authorizing" | "forwarding", data: undefined, error: undefined }
 *   | { status: "authorized", data: Data, error: undefined }
 *   | { status: "error", data: undefined, error: ZoomPkceError }} ZoomAuthorizationState
 * The state of the sign-in. `data` is the backend's answer, parsed from JSON, and defined only in
 * the status `"authorized"`. `error` is defined only in the status `"error"`.
 */

/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */

/**
 * @param {"idle" | "authorizing" | "forwarding"} status
 * @returns {ZoomAuthorizationState}
 */
const stateWithoutResult = (status) => Object.freeze({ status, data: undefined, error: undefined });

const IDLE = stateWithoutResult("idle");
const AUTHORIZING = stateWithoutResult("authorizing");
const FORWARDING = stateWithoutResult("forwarding");

/**
 * Returns whether a value is an `AbortSignal`, also one of another realm. The flow has the same
 * rule.
 *
 * @param {any} signal
 * @returns {signal is AbortSignal}
 */
const isSignal = (signal) =>
  typeof signal?.aborted === "boolean" &&
  [signal.addEventListener, signal.removeEventListener].every((method) => typeof method === "function");

/**
 * Aborts a controller when a signal is aborted. Older Zoom clients lack `AbortSignal.any`.
 *
 * @param {AbortSignal} signal
 * @param {AbortController} controller
 * @returns {() => void} Removes the listener from the signal.
 */
function follow(signal, controller) {
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  return () => signal.removeEventListener("abort", abort);
}

/** Returns the state `idle`, for the render on a server. */
export const getIdle = () => IDLE;

/** Creates the store of one component. */
export function newAuthorization() {
  /** @type {ZoomAuthorizationState} */
  let state = IDLE;
  /**
   * The running flow.
   *
   * @type {{ controller: AbortController, promise: Promise<any> } | undefined}
   */
  let running;
  let isMounted = false;
  /**
   * The arguments of the hook in the last render.
   *
   * @type {{ zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions } | undefined}
   */
  let latest;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /** @param {ZoomAuthorizationState} next */
  function setState(next) {
    state = next;
    for (const listener of listeners) listener();
  }

  /**
   * Runs one flow, and shows its outcome unless the flow was cancelled or the component unmounted.
   *
   * @param {NonNullable<typeof running>} flow
   * @returns {Promise<any>} The backend's answer, or `undefined`. Never rejects.
   */
  async function run(flow) {
    const isRunning = () => running === flow;
    let unfollow = () => {};
    /** @type {ZoomAuthorizationState} */
    let outcome;
    try {
      const { signal, ...options } = optionsOf(latest?.options);
      const flowOptions = /** @type {ZoomAuthorizationOptions} */ ({
        ...options,
        signal: flow.controller.signal,
      });
      if (isSignal(signal)) unfollow = follow(signal, flow.controller);
      // The flow refuses an invalid signal with an error that names it.
      else if (signal != null) flowOptions.signal = signal;
      const data = await authorizeThenForward(
        /** @type {ZoomSdk} */ (latest?.zoomSdk),
        flowOptions,
        () => isRunning() && setState(FORWARDING),
      );
      outcome = { status: "authorized", data, error: undefined };
    } catch (thrown) {
      const error =
        thrown instanceof ZoomPkceError
          ? thrown
          : invalidArgument("options: one of their functions has thrown", thrown);
      outcome = { status: "error", data: undefined, error };
    } finally {
      unfollow();
    }
    if (!isRunning()) return undefined;
    running = undefined;
    setState(outcome);
    return outcome.data;
  }

  return {
    getState: () => state,
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** @param {NonNullable<typeof latest>} current The arguments for the next flow. */
    update(current) {
      latest = current;
    },
    /** @returns {() => void} Unmounts: ends a running flow without calling the listeners. */
    mount() {
      isMounted = true;
      return () => {
        isMounted = false;
        if (!running) return;
        const { controller } = running;
        running = undefined;
        // React keeps the store of a hidden component (Activity) and reads it when it shows it
        // again.
        state = IDLE;
        controller.abort();
      };
    },
    authorize() {
      if (!isMounted) return Promise.resolve(undefined);
      if (running) return running.promise;
      /** @type {(data: any) => void} */
      let settle = () => {};
      const promise = new Promise((resolve) => (settle = resolve));
      const flow = { controller: new AbortController(), promise };
      running = flow;
      // A listener may cancel: React 16 and 17 render in this call.
      setState(AUTHORIZING);
      // Starts the flow in the task of the click.
      settle(run(flow));
      return promise;
    },
    cancel() {
      if (!running) return;
      const { controller } = running;
      running = undefined;
      setState(IDLE);
      controller.abort();
    },
    reset() {
      if (!running && state !== IDLE) setState(IDLE);
    },
  };
}
