// For what makes a module out of a `.wasm` that is imported, as Workers do.
declare const wasm: WebAssembly.Module;
export default wasm;
