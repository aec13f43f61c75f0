// How far one component's sign-in is: a store outside React, so that a flow never waits for a render.

import { invalidArgument, optionsOf, ZoomPkceError } from "../error.js";
import { authorizeThenForward } from "../forward.js";

/**
 * @typedef {Parameters<typeof import("../forward.js").authorizeWithBackend>[1]} ZoomAuthorizationOptions
 * The options of `authorizeWithBackend`: `backend`, and those of `authorize`. Where `signal` is aborted, the status is
 * `"error"`, with the code `aborted`.
 */

/**
 * @typedef {"idle" | "authorizing" | "forwarding" | "authorized" | "error"} ZoomAuthorizationStatus
 * `idle` before anything was asked for; `authorizing` while the person decides; `forwarding` while the backend exchanges
 * the code; then `authorized` or `error`.
 */

/**
 * @template [Data=any]
 * @typedef {{ status: "idle" | "authorizing" | "forwarding", data: undefined, error: undefined }
 *   | { status: "authorized", data: Data, error: undefined }
 *   | { status: "error", data: undefined, error: ZoomPkceError }} ZoomAuthorizationState
 * How far it is: `data` is what the backend answered, where `status` is `"authorized"`; `error` says why not, where it is
 * `"error"`.
 */

/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */

/** @param {"idle" | "authorizing" | "forwarding"} status @returns {ZoomAuthorizationState} */
const without = (status) => Object.freeze({ status, data: undefined, error: undefined });

const IDLE = without("idle");
const AUTHORIZING = without("authorizing");
const FORWARDING = without("forwarding");

/**
 * Whether it is an `AbortSignal`, of whichever realm: the flow's own rule.
 *
 * @param {any} signal
 * @returns {signal is AbortSignal}
 */
const isSignal = (signal) =>
  typeof signal?.aborted === "boolean" && typeof signal.addEventListener === "function";

/**
 * Aborts when a signal does. `AbortSignal.any` is missing in older clients.
 *
 * @param {AbortSignal} signal
 * @param {AbortController} controller
 * @returns {() => void} ends it
 */
function follow(signal, controller) {
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  return () => signal.removeEventListener("abort", abort);
}

export const getIdle = () => IDLE;

/** The store of one component. */
export function newAuthorization() {
  /** @type {ZoomAuthorizationState} */
  let state = IDLE;
  /** @type {{ controller: AbortController, promise: Promise<any> } | undefined} */
  let running;
  let isMounted = false;
  /** @type {{ zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions } | undefined} */
  let latest;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /** @param {ZoomAuthorizationState} next */
  function show(next) {
    state = next;
    for (const listener of listeners) listener();
  }

  /** @param {NonNullable<typeof running>} flow */
  async function run(flow) {
    const isRunning = () => running === flow;
    let unfollow = () => {};
    /** @type {ZoomAuthorizationState} */
    let outcome;
    try {
      const { signal, ...options } = optionsOf(latest?.options);
      const own = /** @type {ZoomAuthorizationOptions} */ ({ ...options, signal: flow.controller.signal });
      if (isSignal(signal)) unfollow = follow(signal, flow.controller);
      // To be refused by name.
      else if (signal != null) own.signal = signal;
      const data = await authorizeThenForward(
        /** @type {ZoomSdk} */ (latest?.zoomSdk),
        own,
        () => isRunning() && show(FORWARDING),
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
    show(outcome);
    return outcome.data;
  }

  return {
    getState: () => state,
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** @param {NonNullable<typeof latest>} current What the next flow goes by. */
    update(current) {
      latest = current;
    },
    /** @returns {() => void} What unmounts it: ends what runs, and tells nobody. */
    mount() {
      isMounted = true;
      return () => {
        isMounted = false;
        if (!running) return;
        const { controller } = running;
        running = undefined;
        // React keeps what it only hides, and reads this when it shows it again.
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
      running = { controller: new AbortController(), promise };
      show(AUTHORIZING);
      // Now, in the task of the click.
      settle(run(running));
      return promise;
    },
    cancel() {
      if (!running) return;
      const { controller } = running;
      running = undefined;
      show(IDLE);
      controller.abort();
    },
    reset() {
      if (!running && state !== IDLE) show(IDLE);
    },
  };
}
