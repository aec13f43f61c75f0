/**
 * A simulated Zoom server for development and tests, on Node. It needs the package
 * `@node-oauth/oauth2-server`.
 *
 * @module zoom-pkce/simulator/server
 */

export { encryptAppContext } from "./app-context.js";
export { createSimulatedZoom } from "./create-simulated-zoom.js";
export { startSimulatedZoom } from "./start-simulated-zoom.js";

/** @typedef {import("./app-context.js").AppContextInput} AppContextInput */
/** @typedef {import("./app-context.js").EncryptAppContextOptions} EncryptAppContextOptions */
/** @typedef {import("./create-simulated-zoom.js").SimulatedZoom} SimulatedZoom */
/** @typedef {import("./allow-list.js").RedirectUriMatch} RedirectUriMatch */
/** @typedef {import("./options.js").AnsweredRequest} AnsweredRequest */
/** @typedef {import("./options.js").SimulatedUser} SimulatedUser */
/** @typedef {import("./options.js").SimulatedZoomOptions} SimulatedZoomOptions */
/** @typedef {import("./start-simulated-zoom.js").ListenOptions} ListenOptions */
/** @typedef {import("./start-simulated-zoom.js").RunningSimulatedZoom} RunningSimulatedZoom */
/** @typedef {import("./start-simulated-zoom.js").StartSimulatedZoomOptions} StartSimulatedZoomOptions */
