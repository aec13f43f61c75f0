// A file of its own in the package, loaded only where WebAssembly can't be used.

export { default as instantiate } from "../pkg/zoom_pkce_javascript.js";

/** @param {unknown} why What WebAssembly said. */
export function tell(why) {
  console.info(
    `zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is: the same, but slower. Where a Content-Security-Policy forbids it, 'wasm-unsafe-eval' in script-src allows it. (${why})`,
  );
}
