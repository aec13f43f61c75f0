// What stands in for the wasm where a page may not use WebAssembly; loaded only there.

import instantiate from "../pkg/zoom_pkce_javascript.js";

/**
 * @param {unknown} why What WebAssembly said.
 * @returns {(imports: any) => any} what does as `new WebAssembly.Instance` does
 */
export function withoutWasm(why) {
  console.info(
    `zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is: the same, but slower. Where a Content-Security-Policy forbids it, 'wasm-unsafe-eval' in script-src allows it. (${why})`,
  );
  return instantiate;
}
