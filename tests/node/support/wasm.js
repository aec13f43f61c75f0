// Measures the memory of the wasm. Import this module before `init()` is called.

import assert from "node:assert/strict";

/** @type {WebAssembly.Exports | undefined} */
let exports;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {any} */ (
  async (/** @type {BufferSource} */ bytes, /** @type {WebAssembly.Imports} */ imports) => {
    const made = await instantiate(bytes, imports);
    // Node's fetch instantiates modules too. The result is then the instance itself.
    if (made.instance) exports = made.instance.exports;
    return made;
  }
);

/** The size of the wasm's memory in bytes. */
export function wasmMemory() {
  const memory = Object.values(exports ?? {}).find((value) => value instanceof WebAssembly.Memory);
  assert.ok(memory instanceof WebAssembly.Memory, "the wasm should have been loaded, and export its memory");
  return memory.buffer.byteLength;
}
