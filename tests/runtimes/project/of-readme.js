// The backend of the README, which the test writes to handler.js. Its requests to https://zoom.us go
// to the simulated Zoom.

import { POST } from "./handler.js";

/** @param {string} zoom the origin of the simulated Zoom */
export function backendOfReadme(zoom) {
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => fetch(String(url).replace("https://zoom.us", zoom), init);
  return POST;
}
