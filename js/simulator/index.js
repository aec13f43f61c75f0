// The package `zoom-pkce/simulator`: a simulated Zoom client for a page outside Zoom. For development and tests only.

import { nativeBridge } from "./bridge.js";
import { createClient } from "./client.js";

/** What the person does when asked: `approve`, `decline`, or `ignore` (never answers). @typedef {"approve" | "decline" | "ignore"} Person */

/**
 * @typedef {object} SimulatorOptions
 * @property {string} server The URL of the simulated Zoom server (`zoom-pkce/simulator/server`), against the page's own.
 * @property {string} [clientId] The app's client ID, as the server knows it; `"simulated-client-id"` by default.
 * @property {Person} [person] What the person does; `"approve"` by default.
 * @property {"plain" | "S256"} [challengeMethod] The challenge method that the client names to the server. Zoom's names
 *   none, which means `"plain"` (RFC 7636, section 4.3): so that is the default.
 * @property {string} [redirectUri] The redirect URI of the request; the page's URL without its fragment by default.
 * @property {number} [delayMs] How long the person takes, in milliseconds; 0 by default.
 */

/**
 * A running simulation. `person`, `challengeMethod` and `delayMs` may be set at any time; the next request goes by them.
 *
 * @typedef {object} Simulator
 * @property {Person} person
 * @property {"plain" | "S256"} challengeMethod
 * @property {number} delayMs
 * @property {() => void} stop Takes the client out of the page again.
 */

/**
 * Puts a simulated Zoom client under the real `@zoom/appssdk` of this page. Call it before `zoomSdk.config`.
 *
 * @param {SimulatorOptions} options
 * @returns {Simulator}
 * @throws {Error} Where a real client is there, or the page is in a frame (there the SDK speaks to the parent).
 * @example
 * if (import.meta.env.DEV) {
 *   const { startSimulator } = await import("zoom-pkce/simulator");
 *   startSimulator({ server: "http://127.0.0.1:4010", person: "approve" });
 * }
 */
export function startSimulator(options) {
  if (typeof options?.server !== "string") {
    throw new TypeError("server: must be the URL of the simulated Zoom server");
  }
  const settings = {
    clientId: "simulated-client-id",
    person: /** @type {Person} */ ("approve"),
    challengeMethod: /** @type {"plain" | "S256"} */ ("plain"),
    redirectUri: location.href.split("#")[0],
    delayMs: 0,
    ...options,
    server: new URL(options.server, location.href).href.replace(/\/$/, ""),
  };
  const client = createClient(settings, (message) => bridge.deliver(message));
  const bridge = nativeBridge(client.receive);
  console.info("zoom-pkce: this page talks to a simulated Zoom client, not to Zoom.");
  return {
    get person() {
      return settings.person;
    },
    set person(person) {
      settings.person = person;
    },
    get challengeMethod() {
      return settings.challengeMethod;
    },
    set challengeMethod(method) {
      settings.challengeMethod = method;
    },
    get delayMs() {
      return settings.delayMs;
    },
    set delayMs(delayMs) {
      settings.delayMs = delayMs;
    },
    stop() {
      client.stop();
      bridge.remove();
    },
  };
}
