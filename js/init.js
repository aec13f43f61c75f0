import { loadOnce } from "./wasm.js";

/**
 * Loads the wasm, once however often it is called. `authorize`, `forward` and `authorizeWithBackend` call it themselves;
 * the functions that are synchronous need it to have resolved. Call it early, while the page is idle: then a click finds
 * everything there.
 *
 * Where WebAssembly can't be used (a Content-Security-Policy without `'wasm-unsafe-eval'`), it loads JavaScript that was
 * made from the same wasm and says so on the console.
 *
 * @returns {Promise<void>} When the synchronous functions can be used.
 * @throws {ZoomPkceError} `wasm_load_failed`; calling it again tries again.
 * @example
 * import { generatePkcePair, init } from "zoom-pkce";
 *
 * await init();
 * generatePkcePair().codeChallengeMethod; // => "S256"
 */
export const init = () => loadOnce();
