// The page of the web client, with the app in a frame.

import { startSimulator } from "zoom-pkce/simulator";

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));

/** @param {import("zoom-pkce/simulator").SimulatorOptions} options */
function simulateAround(options) {
  const simulator = startSimulator({ ...options, frame });
  // The simulator stays while the frame loads other pages, which find it here.
  Object.assign(window, { simulator });
  return simulator;
}

Object.assign(window, { simulateAround });
