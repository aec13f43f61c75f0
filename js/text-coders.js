// `TextDecoder` and `TextEncoder` of the page. wasm-bindgen's glue makes both as soon as it is
// imported, and jsdom in Jest has neither. esbuild puts these constants in place of the two names
// (`inject` in scripts/build/bundle.js): then the import succeeds, and loading the wasm fails.

export const TextDecoder =
  globalThis.TextDecoder ??
  class {
    /** The glue calls it without bytes once. @param {unknown} [bytes] */
    decode(bytes) {
      if (bytes) throw new ReferenceError("TextDecoder is not defined");
    }
  };

export const TextEncoder = globalThis.TextEncoder ?? class {};
