// What the wasm takes up, seen from outside. Import it before `init()` is called.

import assert from "node:assert/strict";

/** @type {WebAssembly.Exports | undefined} */
let exports;
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  /**
   * @param {WebAssembly.Module} module
   * @param {WebAssembly.Imports} [imports]
   */
  constructor(module, imports) {
    super(module, imports);
    exports = this.exports;
  }
};

/** The size of the wasm's memory in bytes. */
export function wasmMemory() {
  const memory = Object.values(exports ?? {}).find((value) => value instanceof WebAssembly.Memory);
  assert.ok(memory instanceof WebAssembly.Memory, "the wasm's memory should be within reach");
  return memory.buffer.byteLength;
}
