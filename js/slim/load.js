// Loads the wasm of `zoom-pkce/slim`, which the caller supplies.

import { invalidArgument, ZoomPkceError } from "../error.js";
import { fitsGlue, startWasm } from "../start.js";
import { startWithoutWasm } from "../without-wasm.js";

/**
 * @typedef {WebAssembly.Module | URL | string | Response | BufferSource} WasmSource
 * The file `zoom-pkce/zoom_pkce.wasm`: compiled, its URL, the response that holds it, or its bytes.
 */

/** The source that was offered last. @type {unknown} */
let last;

/** Keeps a source for calls of `load` that have none. @param {unknown} source */
export function offer(source) {
  if (source !== undefined) last = source;
  // If the promise is rejected before it is awaited, the rejection is not an unhandled one.
  Promise.resolve(source).catch(() => {});
}

/** @param {unknown} source */
export async function load(source) {
  // A source may also be offered after a flow was started, in the same task.
  await undefined;
  const given = source === undefined ? last : source;
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
      "what init was given is not the wasm of this build of zoom-pkce/slim",
      "Take zoom-pkce/zoom_pkce.wasm out of the same version of the package.",
    );
  }
  try {
    await startWasm(module);
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}

/**
 * Returns the compiled wasm. Returns nothing if the page may not compile it and runs without it.
 *
 * @param {unknown} given
 */
async function moduleOf(given) {
  const why = await reasonAgainstWasm();
  /** @type {unknown} */
  let source;
  try {
    source = await given;
  } catch (cause) {
    if (why) return void (await startWithoutWasm(why));
    throw notFetched(cause);
  }
  if (isModule(source)) return source;
  checkSource(source);
  // Without WebAssembly, nothing needs to be fetched.
  if (why) return void (await startWithoutWasm(why));
  const bytes = await bytesOf(source);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw failed(
      "what init was given is no WebAssembly",
      "Give it the package's file zoom-pkce/zoom_pkce.wasm; the cause says more.",
      cause,
    );
  }
}

/**
 * Returns why WebAssembly can't be used here, if it can't. It tries the smallest module, since WebKit
 * forbids only the instance.
 */
async function reasonAgainstWasm() {
  try {
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return undefined;
  } catch (why) {
    return why;
  }
}

/** Also for objects of another realm. @param {unknown} value @param {string} kind */
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
  // Not every engine compiles a DataView.
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(/** @type {any} */ (source.buffer), source.byteOffset, source.byteLength);
  }
  if (is(source, "ArrayBuffer")) return source;
  const response = isUrl(source)
    ? await fetch(source).catch((cause) => Promise.reject(notFetched(cause)))
    : source;
  const hint = "Serve the package's zoom_pkce.wasm at the URL that init is given.";
  if (response.ok === false) throw failed(`the wasm's URL is answered with ${response.status}`, hint);
  const bytes = await response.arrayBuffer().catch((/** @type {unknown} */ cause) => {
    throw failed("the wasm could not be read to its end", "Load the page again.", cause, true);
  });
  if (String(new Uint8Array(bytes.slice(0, 4))) !== "0,97,115,109") {
    const type = response.headers?.get("content-type") ?? "none";
    throw failed(`the wasm's URL is answered with something else (content type: ${type})`, hint);
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
