// App contexts for the tests of decryptAppContext: the app and a person's claims, and contexts that
// Zoom would not make.

import { pack } from "../../../js/simulator/server/seal-app-context.js";

export const clientId = "a-client-id";
export const clientSecret = "a-client-secret-of-the-app";
export const NOW = 1_700_000_000_000;
export const APP = { clientId, clientSecret, now: NOW };

export const CLAIMS = {
  typ: "meeting",
  uid: "a-person-of-zoom",
  mid: "a-meeting+/==",
  ts: NOW - 1000,
  exp: NOW + 119_000,
  aud: clientId,
  iss: "marketplace.zoom.us",
  attendrole: "host",
};

/** @param {Uint8Array} bytes */
export const base64 = (bytes) => Buffer.from(bytes).toString("base64");

/**
 * Puts the parts of a context together. The lengths are those of the parts, unless others are given.
 *
 * @param {object} parts
 * @param {Uint8Array} parts.iv
 * @param {Uint8Array} parts.additionalData
 * @param {Uint8Array} parts.sealed ciphertext and tag; shorter than a tag, it is all tag
 * @param {Partial<Record<"iv" | "additionalData" | "ciphertext", number | undefined>>} [lengths]
 */
export function packWithLengths({ iv, additionalData, sealed }, lengths = {}) {
  const ciphertext = sealed.subarray(0, Math.max(0, sealed.length - 16));
  const bytes = pack({ iv, additionalData, ciphertext, tag: sealed.subarray(ciphertext.length) });
  const additionalDataAt = 1 + iv.length;
  const ciphertextAt = additionalDataAt + 2 + additionalData.length;
  if (lengths.iv !== undefined) bytes.writeUInt8(lengths.iv, 0);
  if (lengths.additionalData !== undefined) bytes.writeUInt16LE(lengths.additionalData, additionalDataAt);
  if (lengths.ciphertext !== undefined) bytes.writeUInt32LE(lengths.ciphertext, ciphertextAt);
  return bytes;
}
