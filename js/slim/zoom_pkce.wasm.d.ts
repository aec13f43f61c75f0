// For platforms such as Workers, which compile an imported `.wasm` file to a module.
declare const wasm: WebAssembly.Module;
export default wasm;
