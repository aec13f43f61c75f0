/**
 * A simulated Zoom client for a page outside Zoom. The page keeps the real `@zoom/appssdk`; the
 * simulator takes the place of the client that the SDK talks to. For development and tests only.
 *
 * @module zoom-pkce/simulator
 */

import { openFrame, urlOfFrame } from "./bridges/frame.js";
import { findNativeBridge, nativeBridges, parseRequest } from "./bridges/index.js";
import { behaviors } from "./behaviors.js";
import { createClient } from "./client.js";
import { readOptions } from "./options.js";
import { rememberedChoices } from "./panel-choices.js";
import { patchProperty } from "./patch-property.js";
import { Settings } from "./settings.js";
import { Steps } from "./steps.js";

export { clientBehaviors } from "./behaviors.js";
export { bridges, people, runningContexts, userStatuses } from "./names.js";

/** @import { BridgeConnection } from "./bridges/index.js" */
/** @typedef {import("./names.js").Person} Person */
/** @typedef {import("./names.js").UserStatus} UserStatus */
/** @typedef {import("./names.js").RunningContext} RunningContext */
/** @typedef {import("./names.js").Bridge} Bridge */
/** @typedef {import("./names.js").ChallengeMethod} ChallengeMethod */
/** @typedef {import("./names.js").ClientBehavior} ClientBehavior */
/** @typedef {import("./options.js").SimulatorOptions} SimulatorOptions */
/** @typedef {import("./options.js").Choices} Choices */

/**
 * @typedef {object} Controls
 * The members of a running simulation besides its choices.
 *
 * @property {{ apiName: string, data?: any }[]} requests The requests of the SDK so far, oldest
 *   first; a copy.
 * @property {(name: string, data: unknown) => void} emit Sends an event, even one that the app did
 *   not list in `config`. `data` must be a value that `structuredClone` can copy. Throws a
 *   `TypeError` if `name` is not a non-empty string. Does nothing after `stop`, and while the client is
 *   `absent`.
 * @property {(progress: import("../progress.js").Progress) => void} onProgress Pass it as the option
 *   `onProgress` of the sign-in: the panel then shows the steps of the last one. It can be passed on alone.
 * @property {() => void} stop Ends the simulation and restores the page.
 */

/**
 * @typedef {Choices & Readonly<Controls>} Simulator
 * A running simulation. Its choices can be set at any time and apply to the next request. Setting
 * an invalid value throws a `TypeError`.
 */

/** Marks the page of a running simulation, also for other copies of this module in the page. */
const RUNNING = Symbol.for("zoom-pkce.simulator");

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  throw new Error(`zoom-pkce/simulator: ${message}`);
}

/** @param {string} url */
const withoutFragment = (url) => url.replace(/#.*/, "");

/**
 * Puts a simulated Zoom client under the real `@zoom/appssdk` of this page, or of the app in
 * `frame`. Call it before `zoomSdk.config`.
 *
 * @param {SimulatorOptions} options Only `server` is required.
 * @returns {Simulator} The running simulation.
 * @throws {TypeError} If an option is unknown or invalid; the message names the option and its
 *   rule.
 * @throws {Error} If this page already has a Zoom client or a simulation; if this page is in a
 *   frame (the SDK then talks to the page around it, so start the simulator there); if there is no
 *   page.
 * @example
 * // `import.meta.env.DEV` is false in Vite's builds: they leave the simulator out.
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
 * // In a test: the person declines after 100 ms.
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
 * // As Zoom's web client: the app runs in a frame of this page.
 * import { startSimulator } from "zoom-pkce/simulator";
 *
 * const frame = document.querySelector("iframe");
 * const simulator = startSimulator({ server: "http://127.0.0.1:4010", frame, person: "ignore" });
 * simulator.person; // => "ignore"
 * simulator.person = "approve";
 * simulator.person; // => "approve"
 */
export function startSimulator(options) {
  if (typeof window === "undefined") fail("there is no page here: start it in a browser");
  const { server, clientId, redirectUri, bridge = "android", frame, panel, choices } = readOptions(options);
  checkPage(frame !== undefined);

  const settings = new Settings({ ...choices, ...(panel && rememberedChoices()) });
  const client = createClient({
    settings,
    server,
    clientId,
    product: frame ? "web" : nativeBridges[bridge].product,
    redirectUri: () => redirectUri ?? withoutFragment(frame ? urlOfFrame(frame) : location.href),
    deliver: (message) => connection?.deliver(message),
  });
  /** Undefined while the client is absent. @type {BridgeConnection | undefined} */
  let connection;
  let isStopped = false;
  /** @param {unknown} json */
  const receive = (json) => {
    const request = parseRequest(json);
    // Like a real client, it answers in a later task than that of the request.
    if (request && connection) setTimeout(() => client.receive(request));
  };
  const disconnect = () => {
    connection?.close();
    connection = undefined;
  };
  const connect = () => {
    if (behaviors[settings.choices.client].isAbsent) disconnect();
    else connection ??= frame ? openFrame(frame, receive) : nativeBridges[bridge].open(receive);
  };
  connect();
  settings.onChange((name) => {
    if (name === "client" && !isStopped) connect();
  });
  const unmarkPage = patchProperty(window, RUNNING, true);
  const steps = new Steps();
  /** @type {(() => void) | undefined} */
  let removePanel;
  if (panel) {
    import("./panel.js").then(
      ({ showPanel }) => {
        if (!isStopped) removePanel = showPanel(settings, steps, frame ? "frame" : bridge);
      },
      (error) => console.error("zoom-pkce/simulator: the panel could not be loaded.", error),
    );
  }
  console.info(
    connection
      ? "zoom-pkce: this page talks to a simulated Zoom client, not to Zoom."
      : "zoom-pkce: the simulated Zoom client is absent, as if this page were opened in a browser.",
  );

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
    onProgress: (/** @type {import("../progress.js").Progress} */ progress) => steps.add(progress),
    stop() {
      if (isStopped) return;
      isStopped = true;
      client.stop();
      disconnect();
      removePanel?.();
      unmarkPage();
    },
  };
  for (const name of /** @type {(keyof Choices)[]} */ (Object.keys(choices))) {
    Object.defineProperty(simulator, name, {
      enumerable: true,
      get: () => settings.choices[name],
      set: (value) => {
        settings.set(name, value);
      },
    });
  }
  return /** @type {Simulator} */ (simulator);
}

/**
 * Throws if this page is not one to start a simulation in.
 *
 * @param {boolean} hasFrame Whether the app is in a frame of this page.
 */
function checkPage(hasFrame) {
  if (/** @type {any} */ (window)[RUNNING]) {
    fail("a simulation runs in this page already: stop it before you start another one");
  }
  const nativeBridge = findNativeBridge();
  if (nativeBridge) {
    fail(`a Zoom client is here already (${nativeBridge}): the simulator is for pages outside Zoom`);
  }
  if (!hasFrame && window.self !== window.top) {
    fail(
      "this page is in a frame, and the SDK in it talks to the page around the frame: start it there, with `frame`",
    );
  }
}
