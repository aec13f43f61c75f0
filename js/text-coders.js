// `TextDecoder` and `TextEncoder` of the page. wasm-bindgen's glue makes both as soon as it is
// imported, and jsdom in Jest has neither. esbuild puts these constants in place of the two names
// (`inject` in scripts/build/bundle.js): then the import succeeds, and loading the wasm fails.

export const TextDecoder =
  globalThis.TextDecoder ??
  class {
    /** The glue calls it once as soon as it is imported. */
    decode() {}
  };

export const TextEncoder = globalThis.TextEncoder ?? class {};
