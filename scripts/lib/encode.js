// The other half of js/decode.js.

import { Buffer } from "node:buffer";

/**
 * @param {Uint8Array} bytes
 * @returns {{ text: string, frequent: string, length: number }}
 */
export function encode(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const byFrequency = [...counts.keys()].sort((a, b) => counts[b] - counts[a]);
  const inOrder = (/** @type {number[]} */ list) => list.sort((a, b) => a - b);
  const frequent = inOrder(byFrequency.slice(0, 91));
  const rare = inOrder(byFrequency.slice(91));
  /** @type {string[]} */
  const codes = [];
  [...frequent, ...rare].forEach((byte, place) => {
    const code = 35 + (place % 91);
    const page = ["", " ", "!"][Math.floor(place / 91)];
    codes[byte] = page + String.fromCharCode(code < 92 ? code : code + 1);
  });
  return {
    text: Array.from(bytes, (byte) => codes[byte]).join(""),
    frequent: Buffer.from(frequent).toString("hex"),
    length: bytes.length,
  };
}
