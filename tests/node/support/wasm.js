// What the wasm takes up, seen from outside. Import it before `init()` is called.

import assert from "node:assert/strict";

/** @type {WebAssembly.Exports | undefined} */
let exports;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {any} */ (
  async (/** @type {BufferSource} */ bytes, /** @type {WebAssembly.Imports} */ imports) => {
    const made = await instantiate(bytes, imports);
    // Node itself makes instances too, of modules, for its fetch.
    if (made.instance) exports = made.instance.exports;
    return made;
  }
);

/** The size of the wasm's memory in bytes. */
export function wasmMemory() {
  const memory = Object.values(exports ?? {}).find((value) => value instanceof WebAssembly.Memory);
  assert.ok(memory instanceof WebAssembly.Memory, "the wasm's memory should be within reach");
  return memory.buffer.byteLength;
}
