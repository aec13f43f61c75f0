// The wasm's memory, seen from outside. Watch before the wasm is loaded.

/** Makes the next instance of a wasm give away its memory. */
export function watchMemory() {
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    /**
     * @param {WebAssembly.Module} module
     * @param {WebAssembly.Imports} [imports]
     */
    constructor(module, imports) {
      super(module, imports);
      memory = Object.values(this.exports).find((value) => value instanceof WebAssembly.Memory);
    }
  };
  const bytes = () => {
    if (!memory) throw new Error("the wasm's memory should be within reach");
    return new Uint8Array(memory.buffer);
  };
  return {
    /** In bytes. */
    size: () => bytes().length,
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
