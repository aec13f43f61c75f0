// `TextDecoder` and `TextEncoder` that take the page's classes at the first call and not before:
// wasm-bindgen's glue makes both as soon as it is imported, and jsdom in Jest has neither. esbuild
// replaces the two names in the package by these (`inject` in scripts/build/bundle.js).

/** @param {ConstructorParameters<typeof globalThis.TextDecoder>} options */
export function TextDecoder(...options) {
  /** @type {globalThis.TextDecoder} */
  let decoder;
  return {
    /** @param {Parameters<globalThis.TextDecoder["decode"]>} input */
    decode: (...input) =>
      // A decoder that has read nothing ends with an empty text.
      decoder || input.length ? (decoder ??= new globalThis.TextDecoder(...options)).decode(...input) : "",
  };
}

export function TextEncoder() {
  return {
    /** @param {string} text */
    encode: (text) => new globalThis.TextEncoder().encode(text),
    /** @param {string} text @param {Uint8Array} target */
    encodeInto: (text, target) => new globalThis.TextEncoder().encodeInto(text, target),
  };
}
