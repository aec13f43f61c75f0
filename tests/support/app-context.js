// Encrypts app contexts as Zoom does, and others that Zoom would not make.

/**
 * @typedef {object} SealOptions
 * @property {string} clientSecret
 * @property {Uint8Array<ArrayBuffer>} [iv] random 12 bytes by default
 * @property {Uint8Array<ArrayBuffer>} [additionalData] none by default
 */

/**
 * Encrypts any content.
 *
 * @param {string | Uint8Array} content JSON, or not
 * @param {SealOptions} options
 * @returns {Promise<Buffer>} the bytes of the context, before base64
 */
export async function seal(content, { clientSecret, iv, additionalData = new Uint8Array() }) {
  const nonce = iv ?? crypto.getRandomValues(new Uint8Array(12));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(clientSecret));
  const key = await crypto.subtle.importKey("raw", hash, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData };
  const sealed = await crypto.subtle.encrypt(algorithm, key, new Uint8Array(Buffer.from(content)));
  return pack({ iv: nonce, additionalData, sealed: new Uint8Array(sealed) });
}

/**
 * Puts the parts of a context together. The lengths are those of the parts, unless others are given.
 *
 * @param {object} parts
 * @param {Uint8Array} parts.iv
 * @param {Uint8Array} parts.additionalData
 * @param {Uint8Array} parts.sealed ciphertext and tag
 * @param {{ iv?: number, additionalData?: number, ciphertext?: number }} [lengths]
 */
export function pack({ iv, additionalData, sealed }, lengths = {}) {
  const lengthOf = (/** @type {number} */ value, /** @type {number} */ size) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  return Buffer.concat([
    lengthOf(lengths.iv ?? iv.length, 1),
    iv,
    lengthOf(lengths.additionalData ?? additionalData.length, 2),
    additionalData,
    lengthOf(lengths.ciphertext ?? Math.max(0, sealed.length - 16), 4),
    sealed,
  ]);
}

/**
 * Encrypts claims as Zoom does.
 *
 * @param {object} claims
 * @param {SealOptions} options
 */
export const encryptAppContext = async (claims, options) =>
  (await seal(JSON.stringify(claims), options)).toString("base64");
