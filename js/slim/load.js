// Where `zoom-pkce/slim` gets its wasm from: its caller.

import { initSync } from "../../pkg/zoom_pkce.js";
import { build } from "../../pkg/zoom_pkce_slim.js";
import { invalidArgument, ZoomPkceError } from "../error.js";

/**
 * @typedef {WebAssembly.Module | URL | string | Response | BufferSource} WasmSource
 * The file `zoom-pkce/zoom_pkce.wasm`: compiled, its URL, the answer of a request for it, or its bytes.
 */

/** What was given last: whoever waits for the wasm after a failure tries that again. @type {unknown} */
let last;

/** @param {unknown} given */
export async function load(given = last) {
  last = given;
  if (given === undefined) {
    throw failed(
      "the WebAssembly of zoom-pkce/slim was not given",
      "First: await init(source), with the package's file zoom-pkce/zoom_pkce.wasm, its URL or its bytes.",
    );
  }
  const source = await given;
  const bytes = isModule(source) ? undefined : await bytesOf(source);
  try {
    const module = bytes ? await WebAssembly.compile(bytes) : /** @type {WebAssembly.Module} */ (source);
    initSync((imports) => new WebAssembly.Instance(module, { [build]: Object.values(imports)[0] }).exports);
  } catch (why) {
    if (await canRun()) {
      throw failed(
        "what init was given is not the wasm of this build of zoom-pkce/slim",
        "Take zoom-pkce/zoom_pkce.wasm out of the same version of the package; the cause says more.",
        why,
      );
    }
    const { withoutWasm } = await import("../without-wasm.js");
    initSync(withoutWasm(why));
  }
}

/** Whether WebAssembly is here and allowed: tried with the smallest module. WebKit forbids only the last step. */
async function canRun() {
  try {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return true;
  } catch {
    return false;
  }
}

/** Of whatever realm. @param {unknown} value @returns {value is WebAssembly.Module} */
const isModule = (value) => Object.prototype.toString.call(value) === "[object WebAssembly.Module]";

/**
 * @param {any} source
 * @returns {Promise<BufferSource>}
 */
async function bytesOf(source) {
  // Not every engine compiles a DataView.
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(/** @type {any} */ (source.buffer), source.byteOffset, source.byteLength);
  }
  if (Object.prototype.toString.call(source) === "[object ArrayBuffer]") return source;
  const isUrl = typeof source === "string" || source instanceof URL;
  if (!isUrl && typeof source?.arrayBuffer !== "function") {
    throw invalidArgument(
      "source: must be zoom_pkce.wasm as a WebAssembly.Module, a URL, a Response, or bytes, or a promise of one",
    );
  }
  const response = isUrl ? await get(source) : source;
  const type = response.headers?.get("content-type");
  const hint = "Serve the package's zoom_pkce.wasm at the URL that init is given.";
  if (response.ok === false) throw failed(`the wasm's URL is answered with ${response.status}`, hint);
  const bytes = await response.arrayBuffer().catch((/** @type {unknown} */ cause) => {
    throw failed("the wasm could not be read to its end", "Load the page again.", cause, true);
  });
  const [a, b, c, d] = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  if (a !== 0 || b !== 97 || c !== 115 || d !== 109) {
    throw failed(`the wasm's URL is answered with something else (content type: ${type})`, hint);
  }
  return bytes;
}

/** @param {string | URL} url */
async function get(url) {
  try {
    return await fetch(url);
  } catch (cause) {
    throw failed(
      "the wasm could not be fetched",
      "Check the URL that init is given, and connect-src in the Content-Security-Policy.",
      cause,
      true,
    );
  }
}

/** @param {string} message @param {string} hint @param {unknown} [cause] */
const failed = (message, hint, cause, retryable = false) =>
  new ZoomPkceError("wasm_load_failed", message, hint, retryable, cause);
