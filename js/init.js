import { loadOnce } from "./wasm.js";

/**
 * Loads the wasm, once however often it is called. `authorize` and `authorizeWithBackend` call it
 * themselves. The synchronous functions need it to have resolved. Call it early, while the page is
 * idle: a click then starts the sign-in at once.
 *
 * If WebAssembly can't be used (a Content-Security-Policy without `'wasm-unsafe-eval'`), it loads
 * JavaScript that was made from the same wasm and says so on the console.
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
