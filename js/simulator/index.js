/**
 * A simulated Zoom client for a page outside Zoom: the page keeps the real `@zoom/appssdk`, the simulator sits below it. For
 * development and tests only.
 *
 * @module zoom-pkce/simulator
 */

import { openFrame, urlOfFrame } from "./bridges/frame.js";
import { bridgeInPage, nativeBridges, readRequest } from "./bridges/index.js";
import { put } from "./bridges/put.js";
import { createClient } from "./client.js";
import { checkOptions } from "./options.js";
import { Settings } from "./settings.js";

export { clientBehaviors } from "./behaviors.js";
export { bridges, people, userStatuses } from "./names.js";

/** @typedef {import("./names.js").Person} Person */
/** @typedef {import("./names.js").UserStatus} UserStatus */
/** @typedef {import("./names.js").Bridge} Bridge */
/** @typedef {import("./names.js").ChallengeMethod} ChallengeMethod */
/** @typedef {import("./names.js").ClientBehavior} ClientBehavior */
/** @typedef {import("./options.js").SimulatorOptions} SimulatorOptions */
/** @typedef {import("./options.js").Choices} Choices */

/**
 * @typedef {object} Controls
 * What a running simulation offers besides its choices.
 *
 * @property {{ apiName: string, data?: any }[]} requests What the SDK has asked so far, oldest first; a copy.
 * @property {(name: string, data: unknown) => void} emit Delivers an event, whatever `config` has asked for. `data` must
 *   be something that `structuredClone` can copy. After `stop` it does nothing.
 * @property {() => void} stop Takes the client out of the page again, and makes the page what it was.
 */

/**
 * @typedef {Choices & Readonly<Controls>} Simulator
 * A running simulation. Its choices may be set at any time: the next request goes by them. A value that breaks its
 * option's rule is refused with a `TypeError`.
 */

/** Marks the page of a running simulation, for every copy of this module that the page may have. */
const RUNNING = Symbol.for("zoom-pkce.simulator");

/** @param {string} message */
const refuse = (message) => {
  throw new Error(`zoom-pkce/simulator: ${message}`);
};

/**
 * Puts a simulated Zoom client under the real `@zoom/appssdk`: of this page, or of the app in `frame`. Call it before
 * `zoomSdk.config`.
 *
 * @param {SimulatorOptions} options `server` at least.
 * @returns {Simulator} The running simulation.
 * @throws {TypeError} Where an option breaks its rule; the message names both.
 * @throws {Error} Where a Zoom client is in this page already, or another simulation; where the page is in a frame (there
 *   the SDK speaks to the page around it, so that is where to start); where there is no page at all.
 * @example
 * // `import.meta.env.DEV` is Vite's: what is shipped has no simulator in it.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorizeWithBackend } from "zoom-pkce";
 *
 * if (import.meta.env.DEV) {
 *   const { startSimulator } = await import("zoom-pkce/simulator");
 *   startSimulator({ server: "http://127.0.0.1:4010", panel: true });
 * }
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" }); // => { name: "Simulated User", scope: "user:read:user zoomapp:inmeeting" }
 * @example
 * // In a test: the person declines, and takes a while for it.
 * import zoomSdk from "@zoom/appssdk";
 * import { authorize } from "zoom-pkce";
 * import { startSimulator } from "zoom-pkce/simulator";
 *
 * const simulator = startSimulator({ server: "http://127.0.0.1:4010", person: "decline", delayMs: 100 });
 * await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const error = await authorize(zoomSdk).catch((error) => error);
 * error.code; // => "access_denied"
 * simulator.requests.map(({ apiName }) => apiName); // => ["config", "authorize"]
 * simulator.stop();
 * @example
 * // Around an app in a frame, as Zoom's web client is.
 * import { startSimulator } from "zoom-pkce/simulator";
 *
 * const frame = document.querySelector("iframe");
 * const simulator = startSimulator({ server: "http://127.0.0.1:4010", frame, person: "ignore" });
 * simulator.person; // => "ignore"
 * simulator.person = "approve";
 * simulator.person; // => "approve"
 */
export function startSimulator(options) {
  if (typeof window === "undefined") refuse("there is no page here: start it in a browser");
  const { server, clientId, redirectUri, bridge = "android", frame, panel, choices } = checkOptions(options);
  refuseOtherClients(frame !== undefined);

  const settings = new Settings(choices);
  const client = createClient({
    settings,
    server,
    clientId,
    product: frame ? "web" : nativeBridges[bridge].product,
    redirectUri: () => redirectUri ?? (frame ? urlOfFrame(frame) : location.href).split("#")[0],
    deliver: (message) => opened.deliver(message),
  });
  /** @param {unknown} json */
  const receive = (json) => {
    const request = readRequest(json);
    // A client answers later, never while the page is still asking.
    if (request) setTimeout(() => client.receive(request));
  };
  const opened = frame ? openFrame(frame, receive) : nativeBridges[bridge].open(receive);
  const unmark = put(window, RUNNING, true);
  let isStopped = false;
  /** @type {(() => void) | undefined} */
  let removePanel;
  if (panel) {
    // Loaded only where it is wanted.
    import("./panel.js").then(
      ({ showPanel }) => {
        if (!isStopped) removePanel = showPanel(settings, frame ? "frame" : bridge);
      },
      (error) => console.error("zoom-pkce/simulator: the panel could not be loaded.", error),
    );
  }
  console.info("zoom-pkce: this page talks to a simulated Zoom client, not to Zoom.");

  const simulator = {
    get requests() {
      return client.requests;
    },
    /**
     * @param {string} name
     * @param {unknown} data
     */
    emit(name, data) {
      if (typeof name !== "string" || !name) throw new TypeError("name: must be the name of an event");
      client.emit(name, data);
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      client.stop();
      opened.close();
      removePanel?.();
      unmark();
    },
  };
  for (const name of /** @type {(keyof Choices)[]} */ (Object.keys(choices))) {
    Object.defineProperty(simulator, name, {
      enumerable: true,
      get: () => settings.choices[name],
      set: (value) => settings.set(name, value),
    });
  }
  return /** @type {Simulator} */ (simulator);
}

/** @param {boolean} hasFrame Whether the app is in a frame of this page. */
function refuseOtherClients(hasFrame) {
  if (/** @type {any} */ (window)[RUNNING]) {
    refuse("a simulation runs in this page already: stop it before you start another one");
  }
  const found = bridgeInPage();
  if (found) refuse(`a Zoom client is here already (${found}): the simulator is for pages outside Zoom`);
  if (!hasFrame && window.self !== window.top) {
    refuse("this page is in a frame, where the SDK speaks to the page around: start it there, with `frame`");
  }
}
