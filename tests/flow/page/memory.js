// Searches the wasm's memory, or the memory of the JavaScript that replaces the wasm.

/** A part of a secret of this length counts as a trace of it. No such part matches by chance. */
const PART_BYTES = 8;

/**
 * The forms in which a secret may lie in memory: its text, with one and with two bytes a character,
 * the big-endian words that SHA-256 reads, and the bytes that it encodes in base64url.
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

/**
 * Decodes each byte as a character of its own, so that the engine's string search can be used.
 *
 * @param {Uint8Array} bytes
 */
const characters = (bytes) => new TextDecoder("latin1").decode(bytes);

/** Captures the memory of the next instance. Call it before the wasm is loaded. */
export function watchMemory() {
  /** @type {Pick<WebAssembly.Memory, "buffer" | "grow"> | undefined} */
  let memory;
  const { create } = Object;
  // The JavaScript of wasm2js creates its memory with Object.create.
  Object.create = (/** @type {object | null} */ prototype, /** @type {any} */ properties = {}) => {
    const created = create(prototype, properties);
    if (properties.grow && properties.buffer) memory = created;
    return created;
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {BufferSource} */ wasm, /** @type {WebAssembly.Imports} */ imports) => {
      const made = await instantiate(wasm, imports);
      // An instance without a memory is not the package's.
      memory =
        Object.values(made.instance.exports).find((value) => value instanceof WebAssembly.Memory) ?? memory;
      return made;
    }
  );
  const bytes = () => {
    if (!memory) throw new Error("the wasm's memory was not captured");
    return new Uint8Array(memory.buffer);
  };
  return {
    /** The size in bytes. */
    size: () => bytes().length,
    /** Grows the memory, and returns a view of the old buffer. @param {number} pages of 64 KiB */
    grow(pages) {
      const before = bytes();
      memory?.grow(pages);
      return before;
    },
    /** @param {string} text ASCII */
    holds: (text) => characters(bytes()).includes(text),
    /** Counts the copies of a whole text. @param {string} text ASCII */
    copies: (text) => characters(bytes()).split(text).length - 1,
    /**
     * Finds traces of secrets, in any form, and describes each by the secret's name.
     *
     * @param {Record<string, string>} secrets
     */
    remains(secrets) {
      // Most of the memory was never used. Shorter runs of zeros make the search faster.
      const searched = characters(bytes()).replace(/\0{16,}/g, "\0".repeat(16));
      return Object.entries(secrets).flatMap(([name, secret]) =>
        Object.entries(formsOf(secret)).flatMap(([form, of]) => {
          const wanted = characters(of);
          const parts = Array.from({ length: Math.max(wanted.length - PART_BYTES + 1, 1) }, (_, at) =>
            wanted.slice(at, at + PART_BYTES),
          );
          const found = parts.filter((part) => searched.includes(part)).length;
          return found > 0 ? `${name}, as ${form}: ${found} of ${parts.length} parts` : [];
        }),
      );
    },
  };
}
