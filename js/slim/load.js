// Loads the wasm module of `zoom-pkce/slim` from the source that its caller passes to `init`.

import { invalidArgument, ZoomPkceError } from "../error.js";
import { fitsGlue, startWasm } from "../start.js";
import { startWithoutWasm } from "../without-wasm.js";

/**
 * @typedef {WebAssembly.Module | URL | string | Response | BufferSource} WasmSource
 * The file `zoom-pkce/zoom_pkce.wasm`: a compiled module, its URL, a `Response` with it, or its
 * bytes.
 */

/** The last source that `init` was called with. @type {unknown} */
let lastSource;

/** Keeps a source for loads that are started without one, by a flow. @param {unknown} source */
export function offer(source) {
  if (source !== undefined) lastSource = source;
  // A rejection is reported by `load`, not as an unhandled one.
  Promise.resolve(source).catch(() => {});
}

/** @param {unknown} source */
export async function load(source) {
  // Lets `init` offer a source later in the same task, after a flow was started.
  await undefined;
  const given = source === undefined ? lastSource : source;
  if (given === undefined) {
    throw failed(
      "the WebAssembly of zoom-pkce/slim was not given",
      "First: await init(source), with the package's file zoom-pkce/zoom_pkce.wasm, its URL or its bytes.",
    );
  }
  const module = await moduleOf(given);
  if (!module) return;
  if (!fitsGlue(module)) {
    throw failed(
      "the source given to init is not the wasm of this build of zoom-pkce/slim",
      "Use zoom-pkce/zoom_pkce.wasm from the same version of the package.",
    );
  }
  try {
    await startWasm(module);
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}

/**
 * Returns the compiled module. Returns `undefined` after starting the JavaScript instead, if the
 * page may not compile WebAssembly.
 *
 * @param {unknown} given
 */
async function moduleOf(given) {
  const refusal = await wasmRefusal();
  /** @type {unknown} */
  let source;
  try {
    source = await given;
  } catch (cause) {
    if (refusal) return void (await startWithoutWasm(refusal));
    throw notFetched(cause);
  }
  if (isModule(source)) return source;
  checkSource(source);
  if (refusal) return void (await startWithoutWasm(refusal));
  const bytes = await bytesOf(source);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw failed(
      "the source given to init is not WebAssembly",
      "Pass the package's file zoom-pkce/zoom_pkce.wasm; the cause says more.",
      cause,
    );
  }
}

/**
 * Returns the error with which the browser refuses WebAssembly, or `undefined` if it allows it.
 * Tries the smallest module. WebKit allows compiling and refuses instantiating, so both are tried.
 */
async function wasmRefusal() {
  try {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return undefined;
  } catch (refusal) {
    return refusal;
  }
}

/**
 * Returns whether a value is of a class, in any realm.
 *
 * @param {unknown} value
 * @param {string} kind The name of the class.
 */
const is = (value, kind) => Object.prototype.toString.call(value) === `[object ${kind}]`;

/** @param {unknown} value @returns {value is WebAssembly.Module} */
const isModule = (value) => is(value, "WebAssembly.Module");

/** @param {unknown} value @returns {value is string | URL} */
const isUrl = (value) => typeof value === "string" || is(value, "URL");

/** @param {any} source */
function checkSource(source) {
  if (isUrl(source) || is(source, "ArrayBuffer") || ArrayBuffer.isView(source)) return;
  if (typeof source?.arrayBuffer !== "function") {
    throw invalidArgument(
      "source: must be zoom_pkce.wasm as a WebAssembly.Module, a URL, a Response, or bytes, or a promise of one",
    );
  }
  if (source.bodyUsed) throw invalidArgument("source: must be a Response whose body was not read before");
}

/**
 * @param {any} source
 * @returns {Promise<BufferSource>}
 */
async function bytesOf(source) {
  // Some engines cannot compile a DataView.
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(/** @type {any} */ (source.buffer), source.byteOffset, source.byteLength);
  }
  if (is(source, "ArrayBuffer")) return source;
  const response = isUrl(source)
    ? await fetch(source).catch((cause) => Promise.reject(notFetched(cause)))
    : source;
  const hint = "Serve the package's zoom_pkce.wasm at the URL that init is given.";
  if (response.ok === false)
    throw failed(`the wasm's URL answered with HTTP status ${response.status}`, hint);
  const bytes = await response.arrayBuffer().catch((/** @type {unknown} */ cause) => {
    throw failed("the wasm was not received completely", "Load the page again.", cause, true);
  });
  if (String(new Uint8Array(bytes.slice(0, 4))) !== "0,97,115,109") {
    const type = response.headers?.get("content-type") ?? "none";
    throw failed(`the wasm's URL answered with something else (content type: ${type})`, hint);
  }
  return bytes;
}

/** @param {unknown} cause */
const notFetched = (cause) =>
  failed(
    "the wasm could not be fetched",
    "Check the URL that init is given, and connect-src in the Content-Security-Policy; in Node, give it the bytes.",
    cause,
    true,
  );

/** @param {string} message @param {string} hint @param {unknown} [cause] */
const failed = (message, hint, cause, retryable = false) =>
  new ZoomPkceError("wasm_load_failed", message, hint, retryable, cause);
