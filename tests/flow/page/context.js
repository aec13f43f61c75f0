// What a case gets: the real SDK over one of the four bridges, a client to play, and servers to talk to.

import appsSdk from "@zoom/appssdk";
import { forward } from "zoom-pkce";
import { startSimulator } from "zoom-pkce/simulator";
import { equal, ok, until } from "./check.js";
import { NEEDED } from "./capabilities.js";
import { watchListeners } from "./listeners.js";

/** @typedef {"android" | "webview2" | "webkit" | "frame"} Bridge */

/** @typedef {import("zoom-pkce/simulator").Simulator} Simulator */
/** @typedef {Partial<import("zoom-pkce/simulator").SimulatorOptions>} SimulatorOptions */
/** @typedef {{ capabilities?: string[], timeout?: number }} ConfigOptions */
/** @typedef {Awaited<ReturnType<typeof zoomSdk.config>>} ConfigResponse */

/**
 * @typedef {object} Settings
 * @property {import("../../browser/support/webdriver.js").EngineName} engine
 * @property {Bridge} bridge
 * @property {string} otherOrigin Of the same server, but another origin.
 * @property {string} resettingOrigin Where every POST ends in a reset connection.
 * @property {string} closedOrigin Where nobody listens.
 * @property {boolean} hasWasm Whether the page's policy lets it use WebAssembly.
 */

/** What comes with the event of a person who agreed. @typedef {{ code: string, redirectUri: string, result: boolean, state: string, timestamp: number }} AuthorizedEvent */

// Node's resolution takes the SDK's types for those of a CommonJS module.
export const zoomSdk = /** @type {typeof appsSdk.default} */ (/** @type {unknown} */ (appsSdk));

const listening = watchListeners(zoomSdk);

/** The app's own listeners. @type {Function[]} */
const own = [];

/** @typedef {ReturnType<typeof createContext>} Context */

/** @param {Settings} settings */
export function createContext(settings) {
  const { bridge } = settings;
  /** @type {Simulator | undefined} */
  let simulator;
  const context = {
    ...settings,
    /** The real SDK. */
    zoomSdk,
    /** Every onAuthorized event that reached the app, oldest first. @type {any[]} */
    heard: [],

    /** The running simulator. @returns {Simulator} */
    get simulator() {
      if (bridge === "frame") simulator = /** @type {any} */ (window.parent).simulator;
      ok(simulator, "call simulate() first");
      return simulator;
    },

    /**
     * Starts the simulated client on this bridge: around the page, where the page is in a frame.
     *
     * @param {SimulatorOptions} [options]
     * @returns {Simulator}
     */
    simulate(options) {
      const all = { server: "/zoom", ...options };
      const around = /** @type {any} */ (window.parent).simulateAround;
      simulator = bridge === "frame" ? around(all) : startSimulator({ ...all, bridge });
      return context.simulator;
    },

    /**
     * The app's own `zoomSdk.config`. The app listens to onAuthorized too, as apps do.
     *
     * @param {ConfigOptions} [options]
     * @returns {Promise<ConfigResponse>}
     */
    async configure({ capabilities = NEEDED, timeout } = {}) {
      const config = await zoomSdk.config({
        capabilities: /** @type {any} */ (capabilities),
        version: "0.16.0",
        timeout,
      });
      context.listen("onAuthorized", (event) => context.heard.push(event));
      return config;
    },

    /**
     * A client with these ways, configured.
     *
     * @param {SimulatorOptions} [options]
     * @param {ConfigOptions} [config]
     * @returns {Promise<{ simulator: Simulator, config: ConfigResponse }>}
     */
    async start(options, config) {
      const simulator = context.simulate(options);
      return { simulator, config: await context.configure(config) };
    },

    /**
     * A listener of the app's own, beside those of the flow.
     *
     * @param {string} name
     * @param {(event: any) => void} listener
     * @returns {void}
     */
    listen(name, listener) {
      own.push(listener);
      zoomSdk.addEventListener(/** @type {any} */ (name), listener);
    },

    /** The names of the events that somebody beside the app itself listens to. @returns {string[]} */
    listening: () =>
      listening()
        .filter(({ listener }) => !own.includes(listener))
        .map(({ name }) => name),

    /** The names of what the client was asked, oldest first. @returns {string[]} */
    asked: () => context.simulator.requests.map(({ apiName }) => apiName),

    /** What came with each request for `authorize`. @returns {{ codeChallenge: string, state: string }[]} */
    requests: () =>
      context.simulator.requests.filter(({ apiName }) => apiName === "authorize").map(({ data }) => data),

    /**
     * Waits until the client has got so many requests for `authorize`, and gives the last.
     *
     * @returns {Promise<{ codeChallenge: string, state: string }>}
     */
    async requested(times = 1) {
      await until(() => context.requests().length >= times, `request ${times} for authorize`);
      equal(context.requests().length, times, "how often authorize was asked for");
      return context.requests()[times - 1];
    },

    /**
     * The event of a person who agrees to a request, with a code of the simulated Zoom.
     *
     * @param {{ codeChallenge: string, state: string }} request
     * @param {string} [challengeMethod]
     * @returns {Promise<AuthorizedEvent>}
     */
    async consent({ codeChallenge, state }, challengeMethod = "plain") {
      const redirectUri = location.href;
      const response = await fetch("/zoom/oauth/authorize", {
        method: "POST",
        body: new URLSearchParams({
          response_type: "code",
          client_id: "simulated-client-id",
          redirect_uri: redirectUri,
          code_challenge: codeChallenge,
          code_challenge_method: challengeMethod,
          state,
        }),
      });
      const { code } = await response.json();
      ok(code, "the simulated Zoom gives a code");
      return { code, redirectUri, result: true, state, timestamp: Math.floor(Date.now() / 1000) };
    },

    /**
     * Emits an onAuthorized event and waits until the app has it.
     *
     * @param {unknown} event
     * @returns {Promise<void>}
     */
    async emit(event) {
      const count = context.heard.length;
      context.simulator.emit("onAuthorized", event);
      await until(() => context.heard.length > count, "the event in the page");
    },

    /**
     * That an authorization is good: a backend gets tokens for it.
     *
     * @param {import("zoom-pkce").Authorization} authorization
     * @returns {Promise<void>}
     */
    async redeem(authorization) {
      equal(await forward(authorization, "/token"), { scope: "user:read:user zoomapp:inmeeting" }, "tokens");
    },

    /** That nothing of a flow is left: no listener of its own. @returns {void} */
    assertNothingLeft() {
      equal(context.listening(), [], "the listeners that are left");
    },
  };
  return context;
}
