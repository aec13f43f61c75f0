// The wasm's memory, or that of the JavaScript in its place, seen from outside. Watch before it is loaded.

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
      memory = Object.values(made.instance.exports).find((value) => value instanceof WebAssembly.Memory);
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
    holds(text) {
      const searched = bytes();
      const wanted = new TextEncoder().encode(text);
      for (let at = searched.indexOf(wanted[0]); at >= 0; at = searched.indexOf(wanted[0], at + 1)) {
        if (wanted.every((byte, i) => searched[at + i] === byte)) return true;
      }
      return false;
    },
  };
}
