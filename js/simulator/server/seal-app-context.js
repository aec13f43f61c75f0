// The encryption and the layout of an app context.

import { APP_CONTEXT_TAG_BYTES } from "../../shared/app-context.js";

/** The length of the nonce that AES-GCM is made for, in bytes. */
const IV_BYTES = 12;

/** The additional data, which is authenticated but not encrypted: it says who made the context. */
const ADDITIONAL_DATA = new TextEncoder().encode("zoom-pkce-simulator");

/**
 * Encrypts a content as Zoom does: AES-256-GCM with the SHA-256 of the client secret as key.
 *
 * @param {string | Uint8Array} content The JSON of a context. Tests encrypt other content too.
 * @param {object} options
 * @param {string} options.clientSecret
 * @param {Uint8Array<ArrayBuffer>} [options.iv] The nonce. Random by default.
 * @param {Uint8Array<ArrayBuffer>} [options.additionalData] The text `zoom-pkce-simulator` by
 *   default.
 * @returns {Promise<Buffer>} The bytes of the context, before base64.
 */
export async function seal(
  content,
  { clientSecret, iv = crypto.getRandomValues(new Uint8Array(IV_BYTES)), additionalData = ADDITIONAL_DATA },
) {
  const { subtle } = crypto;
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(clientSecret));
  const key = await subtle.importKey("raw", digest, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData, tagLength: APP_CONTEXT_TAG_BYTES * 8 };
  const sealed = Buffer.from(await subtle.encrypt(algorithm, key, new Uint8Array(Buffer.from(content))));
  // WebCrypto writes the tag after the ciphertext.
  const ciphertext = sealed.subarray(0, -APP_CONTEXT_TAG_BYTES);
  return pack({ iv, additionalData, ciphertext, tag: sealed.subarray(ciphertext.length) });
}

/**
 * Writes the parts of a context in Zoom's layout. Lengths are little-endian.
 *
 * | bytes | part                     |
 * | ----- | ------------------------ |
 * | 1     | length of the nonce      |
 * |       | nonce                    |
 * | 2     | length of the AAD        |
 * |       | AAD                      |
 * | 4     | length of the ciphertext |
 * |       | ciphertext               |
 * | 16    | tag                      |
 *
 * @param {Record<"iv" | "additionalData" | "ciphertext" | "tag", Uint8Array>} parts
 * @returns {Buffer}
 */
export const pack = ({ iv, additionalData, ciphertext, tag }) =>
  Buffer.concat([
    littleEndian(iv.length, 1),
    iv,
    littleEndian(additionalData.length, 2),
    additionalData,
    littleEndian(ciphertext.length, 4),
    ciphertext,
    tag,
  ]);

/**
 * @param {number} value
 * @param {number} byteLength
 */
function littleEndian(value, byteLength) {
  const bytes = Buffer.alloc(byteLength);
  bytes.writeUIntLE(value, 0, byteLength);
  return bytes;
}
