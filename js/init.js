import { loadOnce } from "./wasm.js";

/**
 * Loads the wasm module. Later calls return the same promise. `authorize` and
 * `authorizeWithBackend` load it themselves; the synchronous functions throw until `init` has
 * resolved. If it is called early, while the page is idle, a click does not have to wait for it.
 *
 * If WebAssembly cannot be used (for instance under a Content-Security-Policy without
 * `'wasm-unsafe-eval'`), it loads JavaScript that was made from the same wasm module, and says so
 * on the console.
 *
 * @returns {Promise<void>} Resolves when the synchronous functions can be used.
 * @throws {ZoomPkceError} `wasm_load_failed`. The next call tries again.
 * @example
 * import { generatePkcePair, init } from "zoom-pkce";
 *
 * await init();
 * generatePkcePair().codeChallengeMethod; // => "S256"
 */
export const init = () => loadOnce();
