// The other half of js/decode.js.

import { Buffer } from "node:buffer";

import { sha256Constants } from "../../js/decode.js";
import { UserError } from "../process/report.js";

/**
 * @param {Uint8Array} bytes that hold the constants of SHA-256
 * @returns {[parts: string[], length: number, constants: number]} what `decode` takes; the parts are, in turn, coded and text
 *   as it is
 */
export function encode(bytes) {
  const rest = Buffer.from(bytes);
  const constants = rest.indexOf(sha256Constants());
  if (constants < 0)
    throw new UserError("The constants of SHA-256 are not in the wasm: has sha2 changed their form?");
  rest.fill(0, constants, constants + sha256Constants().length);
  // Shorter texts would cost more as parts than they gain.
  const parts = rest.toString("latin1").split(/([\n -~]{500,})/);
  return [
    parts.map((part, index) => (index % 2 ? part : Array.from(part, coded).join(""))),
    bytes.length,
    constants,
  ];
}

/** @param {string} byte */
function coded(byte) {
  const value = byte.charCodeAt(0);
  // From # to ~, without the backslash, which a string literal escapes.
  const code = 35 + (value % 91);
  return ["", " ", "!"][Math.floor(value / 91)] + String.fromCharCode(code < 92 ? code : code + 1);
}
