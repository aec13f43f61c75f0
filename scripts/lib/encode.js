// The other half of js/decode.js.

import { order } from "../../js/decode.js";

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function encode(bytes) {
  /** @type {string[]} */
  const codes = [];
  order().forEach((byte, place) => {
    // From # to ~, without the backslash, which a string literal escapes.
    const code = 35 + (place % 91);
    codes[byte] = ["", " ", "!"][Math.floor(place / 91)] + String.fromCharCode(code < 92 ? code : code + 1);
  });
  return Array.from(bytes, (byte) => codes[byte]).join("");
}
