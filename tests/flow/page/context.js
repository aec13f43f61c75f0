// The context of a case: the published SDK over one of the four bridges, a simulated client,
// servers.

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
 * @property {string} otherOrigin The same server, under another origin.
 * @property {string} resettingOrigin A server that resets the connection of every POST.
 * @property {string} closedOrigin An origin without a server: connections are refused.
 * @property {boolean} hasWasm Whether the page's policy lets it use WebAssembly.
 */

/**
 * The data of the onAuthorized event after a person's consent.
 *
 * @typedef {object} AuthorizedEvent
 * @property {string} code
 * @property {string} redirectUri
 * @property {boolean} result
 * @property {string} state
 * @property {number} timestamp
 */

// TypeScript, with Node's resolution, reads the SDK's types as those of a CommonJS module.
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
  /** The codes that the simulated Zoom has given out. @type {string[]} */
  const codes = [];
  const context = {
    ...settings,
    /** The published SDK. */
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
     * Starts the simulated client on this bridge: in the page around, if the bridge is "frame".
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
     * Calls `zoomSdk.config` as the app does, and adds the app's own listener of onAuthorized.
     *
     * @param {ConfigOptions} [options]
     * @returns {Promise<ConfigResponse>}
     */
    async configure({ capabilities = NEEDED, timeout } = {}) {
      const config = await zoomSdk.config({
        capabilities: /** @type {any} */ (capabilities),
        version: "0.16.0",
        ...(timeout !== undefined && { timeout }),
      });
      context.listen("onAuthorized", (event) => context.heard.push(event));
      return config;
    },

    /**
     * Starts the simulated client with these options, and calls `config`.
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
     * Adds a listener of the app's own.
     *
     * @param {string} name
     * @param {(event: any) => void} listener
     * @returns {void}
     */
    listen(name, listener) {
      own.push(listener);
      zoomSdk.addEventListener(/** @type {any} */ (name), listener);
    },

    /** The events of the listeners that are not the app's own. @returns {string[]} */
    listening: () =>
      listening()
        .filter(({ listener }) => !own.includes(listener))
        .map(({ name }) => name),

    /** The names of the APIs that were called, oldest first. @returns {string[]} */
    asked: () => context.simulator.requests.map(({ apiName }) => apiName),

    /**
     * The data of each `authorize` request.
     *
     * @returns {{ codeChallenge: string, state: string }[]}
     */
    requests: () =>
      context.simulator.requests.filter(({ apiName }) => apiName === "authorize").map(({ data }) => data),

    /**
     * Waits until the client has received this number of `authorize` requests, and returns the
     * last.
     *
     * @returns {Promise<{ codeChallenge: string, state: string }>}
     */
    async requested(times = 1) {
      await until(() => context.requests().length >= times, `authorize request ${times}`);
      equal(context.requests().length, times, "the number of authorize requests");
      return context.requests()[times - 1];
    },

    /**
     * Makes the event of a person's consent to a request, with a code of the simulated Zoom.
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
      ok(code, "the simulated Zoom returns a code");
      codes.push(code);
      return { code, redirectUri, result: true, state, timestamp: Math.floor(Date.now() / 1000) };
    },

    /**
     * Emits an onAuthorized event and waits until it has reached the app.
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
     * Asserts that an authorization is valid: a backend exchanges it for tokens.
     *
     * @param {import("zoom-pkce").Authorization} authorization
     * @returns {Promise<void>}
     */
    async redeem(authorization) {
      equal(await forward(authorization, "/token"), { scope: "user:read:user zoomapp:inmeeting" }, "tokens");
    },

    /**
     * Returns the challenges, states and codes that went between the page, the client and Zoom.
     *
     * @returns {any[]}
     */
    secrets() {
      const asked = (simulator ?? /** @type {any} */ (window.parent).simulator) ? context.requests() : [];
      return [
        ...codes,
        ...asked.flatMap(({ codeChallenge, state }) => [codeChallenge, state]),
        ...context.heard.flatMap((event) => [event?.code, event?.state]),
      ];
    },

    /** Asserts that the flow has left no listener. @returns {void} */
    assertNothingLeft() {
      equal(context.listening(), [], "the listeners that are left");
    },
  };
  return context;
}
