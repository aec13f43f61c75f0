// The web client's page, around the app in its frame.

import { startSimulator } from "zoom-pkce/simulator";

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));

/** @param {import("zoom-pkce/simulator").SimulatorOptions} options */
function simulateAround(options) {
  const simulator = startSimulator({ ...options, frame });
  // For the pages that follow in the frame: the client stays.
  Object.assign(window, { simulator });
  return simulator;
}

Object.assign(window, { simulateAround });
