// The other half of js/decode.js.

import { Buffer } from "node:buffer";

/**
 * @param {Uint8Array} bytes
 * @returns {string[]} in turn: coded, and text as it is
 */
export function encode(bytes) {
  // Shorter texts would cost more as parts than they gain.
  const parts = Buffer.from(bytes).toString("latin1").split(/([\n -~]{500,})/);
  return parts.map((part, index) => (index % 2 ? part : Array.from(part, coded).join("")));
}

/** @param {string} byte */
function coded(byte) {
  const value = byte.charCodeAt(0);
  // From # to ~, without the backslash, which a string literal escapes.
  const code = 35 + (value % 91);
  return ["", " ", "!"][Math.floor(value / 91)] + String.fromCharCode(code < 92 ? code : code + 1);
}
