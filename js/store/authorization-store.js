// The state of a sign-in, and its actions. A flow starts in the task of the click and does not wait for a
// framework's render.

import { invalidArgument, optionsOf, ZoomPkceError } from "../error.js";
import { authorizeWithBackend } from "../forward.js";
import { checkProgress } from "../progress.js";
import { loadOnce } from "../wasm.js";
import { follow, isSignal } from "./follow.js";
import { fetchSession } from "./session.js";
import { authorized, AUTHORIZING, CHECKING, failed, FORWARDING, IDLE } from "./state.js";

/** @import { Progress } from "../progress.js" */
/** @import { SessionTarget } from "./session.js" */
/** @import { ZoomAuthorizationState } from "./state.js" */
/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */

/**
 * @typedef {object} StartOptions
 * What is shown when the page starts, before anybody has clicked.
 *
 * @property {SessionTarget | undefined} [session] The backend is asked whether somebody is signed in: the status
 *   begins as `"checking"`, and becomes `"authorized"` or `"idle"`.
 * @property {PromiseLike<any> | undefined} [completed] The promise of `completeAuthorization`, of
 *   `zoom-pkce/browser`: the status begins as `"checking"`, and becomes `"authorized"` or `"error"`. If the page does
 *   not come from Zoom, it goes on as without it. An outcome is shown once, also if a component is mounted again.
 */

/**
 * @typedef {object} SignInOption
 * For a page that is opened in the Zoom client and outside it.
 *
 * @property {typeof import("../browser/sign-in.js").signIn} signIn That of `zoom-pkce/browser`. It is called in place
 *   of `authorizeWithBackend`.
 */

/**
 * @typedef {StartOptions & ((Parameters<typeof import("../forward.js").authorizeWithBackend>[1] & { signIn?: undefined })
 *   | (import("../browser/sign-in.js").SignInOptions & SignInOption))} ZoomAuthorizationOptions
 * The options of `authorizeWithBackend`: `backend`, and the options of `authorize`. Aborting `signal`
 * ends in the status `"error"` with the code `aborted`. With `signIn`, those of `signIn`.
 */

/**
 * @template [Data=any]
 * @typedef {object} AuthorizationStore
 * The state of a sign-in, and its actions. All are functions that can be passed on alone, and none throws.
 *
 * @property {() => ZoomAuthorizationState<Data>} getSnapshot Returns the state. It is the same object until
 *   the state changes.
 * @property {(listener: () => void) => () => void} subscribe Calls the listener after each change. The first
 *   listener lets the store load the wasm and, with `session`, ask the backend. Returns the function that
 *   unsubscribes. When the last listener unsubscribes, a running sign-in ends as by `cancel`.
 * @property {() => Promise<Data | undefined>} authorize Starts a sign-in, or returns the promise of the one
 *   that runs. The promise resolves to the backend's answer, or to `undefined` after an error (then the state
 *   has it) and after `cancel`. It never rejects.
 * @property {() => void} cancel Ends the running sign-in and sets the status to `"idle"`. Does nothing if none
 *   runs. The consent screen of the Zoom client may stay open; a decision there is ignored. A code that was
 *   being forwarded may be used up.
 * @property {() => void} reset Sets the status `"authorized"` or `"error"` back to `"idle"`. Does nothing
 *   otherwise.
 * @property {(zoomSdk: ZoomSdk | null | undefined, options: ZoomAuthorizationOptions) => void} setArguments
 *   Replaces the arguments. The next sign-in uses them.
 */

/**
 * @typedef {object} Run
 * What runs: a sign-in, or the check of the session.
 *
 * @property {AbortController} controller Ends it.
 * @property {Promise<any>} [promise] Of a sign-in: what `authorize` returns.
 */

/**
 * The promises of `completed` whose outcome a store has shown: a component that is mounted again, after the
 * person has signed out, must not show it anew.
 *
 * @type {WeakSet<PromiseLike<any>>}
 */
const shown = new WeakSet();

/**
 * Creates the store of a sign-in, for pages without a framework and for frameworks other than React. It
 * calls `authorizeWithBackend`. A page can run only one flow at a time: if the flow of another store is
 * waiting for the person, this one ends in `error` with the code `in_progress`.
 *
 * The store can be created on a server too, where it stays in its first state.
 *
 * @template [Data=any] The type of the backend's answer.
 * @param {ZoomSdk | null | undefined} zoomSdk The Zoom SDK. May be missing, as on a server, until `authorize`
 *   is called. Call `zoomSdk.config` before that.
 * @param {ZoomAuthorizationOptions} options The options of `authorizeWithBackend` or of `signIn`, with
 *   `session`, `completed` and `signIn` itself.
 * @returns {AuthorizationStore<Data>} The store. `error` in its state is a `ZoomPkceError` with any code of
 *   `authorizeWithBackend`. If a function in the options throws, the code is `invalid_argument` and `cause` is
 *   the thrown value.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { createAuthorizationStore } from "zoom-pkce/store";
 *
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const store = createAuthorizationStore(zoomSdk, { backend: "/api/zoom/token" });
 * const statuses = [];
 * store.subscribe(() => statuses.push(store.getSnapshot().status));
 *
 * const user = await store.authorize();
 * user.name; // => "Simulated User"
 * statuses; // => ["authorizing", "forwarding", "authorized"]
 */
export function createAuthorizationStore(zoomSdk, options) {
  let latest = { zoomSdk, options };
  /** @type {ZoomAuthorizationState} */
  let state = options?.session == null && options?.completed == null ? IDLE : CHECKING;
  /** @type {Run | undefined} */
  let running;
  /** @type {Set<() => void>} */
  const calls = new Set();

  /** @param {ZoomAuthorizationState} next */
  function setState(next) {
    state = next;
    for (const call of calls) call();
  }

  /**
   * Shows the outcome of a run, unless it was ended.
   *
   * @param {Run} run
   * @param {(signal: AbortSignal) => Promise<ZoomAuthorizationState>} work
   * @returns {Promise<any>} The backend's answer, or `undefined`. Never rejects.
   */
  async function show(run, work) {
    const outcome = await work(run.controller.signal).catch((thrown) => failed(errorFrom(thrown)));
    if (running !== run) return undefined;
    running = undefined;
    setState(outcome);
    return outcome.data;
  }

  /**
   * Ends what runs, if anything does.
   *
   * @param {ZoomAuthorizationState} next
   */
  function end(next) {
    if (!running) return;
    const { controller } = running;
    running = undefined;
    setState(next);
    controller.abort();
  }

  function begin() {
    // On a server, there is no page to sign in.
    if (typeof document === "undefined") return;
    // If loading fails, `authorize` tries again and reports the error.
    loadOnce().catch(() => {});
    if (state !== CHECKING) return;
    const { session, completed } = latest.options;
    const run = { controller: new AbortController() };
    running = run;
    void show(run, async (signal) => {
      if (completed != null && !isPromise(completed)) {
        throw invalidArgument("completed: must be the promise of completeAuthorization");
      }
      if (completed && !shown.has(completed)) {
        try {
          const data = await completed;
          if (data !== undefined) return authorized(data);
        } finally {
          if (running === run) shown.add(completed);
        }
      }
      const data = session == null ? null : await fetchSession(session, signal);
      return data === null ? IDLE : authorized(data);
    });
  }

  /** @param {Run} run */
  const signIn = (run) =>
    show(run, async (flowSignal) => {
      const { signal, session: _, completed: __, signIn, onProgress, ...options } = optionsOf(latest.options);
      const start = signIn ?? authorizeWithBackend;
      if (typeof start !== "function") throw invalidArgument("signIn: must be that of zoom-pkce/browser");
      checkProgress(onProgress);
      const isFollowed = isSignal(signal);
      const startOptions = {
        ...options,
        // An invalid signal is refused there, with an error that names it.
        signal: isFollowed ? flowSignal : (signal ?? flowSignal),
        onProgress(/** @type {Progress} */ progress) {
          const { step, phase } = progress;
          if (running === run && step === "forward" && phase === "started") setState(FORWARDING);
          onProgress?.(progress);
        },
      };
      const unfollow = isFollowed ? follow(signal, run.controller) : () => {};
      try {
        const data = await start(/** @type {ZoomSdk} */ (latest.zoomSdk), /** @type {any} */ (startOptions));
        // The browser leaves the page for Zoom's.
        return data === undefined ? IDLE : authorized(data);
      } finally {
        unfollow();
      }
    });

  return {
    getSnapshot: () => state,
    subscribe(listener) {
      const call = () => listener();
      calls.add(call);
      if (calls.size === 1) begin();
      return () => {
        if (calls.delete(call) && calls.size === 0) end(running?.promise ? IDLE : CHECKING);
      };
    },
    authorize() {
      if (running?.promise) return running.promise;
      running?.controller.abort();
      // This sign-in takes the place of the earlier one, whose outcome must not be shown after it.
      const completed = latest.options?.completed;
      if (isPromise(completed)) shown.add(completed);
      /** @type {(data: any) => void} */
      let settle = () => {};
      const promise = new Promise((resolve) => (settle = resolve));
      const run = { controller: new AbortController(), promise };
      running = run;
      // A listener may cancel.
      setState(AUTHORIZING);
      // Starts the flow in the task of the click.
      settle(signIn(run));
      return promise;
    },
    cancel() {
      if (running?.promise) end(IDLE);
    },
    reset() {
      if (state.status === "authorized" || state.status === "error") setState(IDLE);
    },
    setArguments(zoomSdk, options) {
      latest = { zoomSdk, options };
    },
  };
}

/** @param {any} value @returns {value is PromiseLike<any>} */
const isPromise = (value) => typeof value?.then === "function";

/**
 * @param {unknown} thrown
 * @returns {ZoomPkceError}
 */
const errorFrom = (thrown) =>
  thrown instanceof ZoomPkceError
    ? thrown
    : invalidArgument("options: one of their functions has thrown", thrown);
