// The wasm's memory, or that of the JavaScript in its place, seen from outside. Watch before it is loaded.

/** How much of a secret counts as the secret, in bytes: nobody has so many in common by chance. */
const PART = 8;

/**
 * The bytes of a secret as something may have left them: its text, in one byte a character and in two, the words that a hash
 * reads it in, and what it is the base64url of.
 *
 * @param {string} secret
 * @returns {Record<string, Uint8Array>}
 */
function formsOf(secret) {
  const text = new TextEncoder().encode(secret);
  const words = text.map((_, i) => text[i ^ 3]).subarray(0, text.length & ~3);
  const forms = { text, wide: Uint8Array.from([...text].flatMap((byte) => [byte, 0])), words };
  if (!/^[\w-]+$/.test(secret)) return forms;
  const base64 = secret.replaceAll("-", "+").replaceAll("_", "/");
  const whole = atob(base64.slice(0, base64.length & ~3));
  return { ...forms, bytes: Uint8Array.from(whole, (character) => character.charCodeAt(0)) };
}

/** Each byte a character, each another one, so that the engine's own search can be used. @param {Uint8Array} bytes */
const characters = (bytes) => new TextDecoder("latin1").decode(bytes);

/** Makes the next instance give away its memory. */
export function watchMemory() {
  /** @type {Pick<WebAssembly.Memory, "buffer" | "grow"> | undefined} */
  let memory;
  const { create } = Object;
  // So wasm2js makes its memory.
  Object.create = (/** @type {object | null} */ prototype, /** @type {any} */ properties = {}) => {
    const created = create(prototype, properties);
    if (properties.grow && properties.buffer) memory = created;
    return created;
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {BufferSource} */ wasm, /** @type {WebAssembly.Imports} */ imports) => {
      const made = await instantiate(wasm, imports);
      // What has none is somebody else's.
      memory =
        Object.values(made.instance.exports).find((value) => value instanceof WebAssembly.Memory) ?? memory;
      return made;
    }
  );
  const bytes = () => {
    if (!memory) throw new Error("the wasm's memory should be within reach");
    return new Uint8Array(memory.buffer);
  };
  return {
    /** In bytes. */
    size: () => bytes().length,
    /** Makes it larger, and gives the bytes from before. @param {number} pages of 64 KiB */
    grow(pages) {
      const before = bytes();
      memory?.grow(pages);
      return before;
    },
    /** @param {string} text ASCII */
    holds: (text) => characters(bytes()).includes(text),
    /** How often it is there, whole. @param {string} text ASCII */
    copies: (text) => characters(bytes()).split(text).length - 1,
    /**
     * What is there of these secrets, of any part of them in any form, by their names.
     *
     * @param {Record<string, string>} secrets
     */
    remains(secrets) {
      // Most of it was never used: zeros, which only take time.
      const searched = characters(bytes()).replace(/\0{16,}/g, "\0".repeat(16));
      return Object.entries(secrets).flatMap(([name, secret]) =>
        Object.entries(formsOf(secret)).flatMap(([form, of]) => {
          const wanted = characters(of);
          const parts = Array.from({ length: Math.max(wanted.length - PART + 1, 1) }, (_, at) =>
            wanted.slice(at, at + PART),
          );
          const found = parts.filter((part) => searched.includes(part)).length;
          return found > 0 ? `${name}, as ${form}: ${found} of ${parts.length} parts` : [];
        }),
      );
    },
  };
}
