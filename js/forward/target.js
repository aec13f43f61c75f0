// Checks the target of `forward` and fills in its defaults.

import { checkNames, errorOf, invalidArgument } from "../error.js";
import { BACKEND_TIMEOUT_MS, MAX_TIMEOUT_MS } from "../shared/limits.js";

const NAMES = ["url", "format", "body", "headers", "credentials", "timeoutMs", "signal", "fetch"];
const URL_RULE =
  "url: must be an http or https URL without user and password, or a path on the page's own origin";

/**
 * @typedef {object} CheckedTarget
 * A target with all defaults filled in.
 *
 * @property {string} url The absolute URL.
 * @property {boolean} isForm Whether the body is form-encoded.
 * @property {import("../forward.js").ForwardTarget["body"]} body
 * @property {Headers} headers
 * @property {NonNullable<RequestInit["credentials"]>} credentials
 * @property {number} timeoutMs
 * @property {AbortSignal | null | undefined} signal
 * @property {import("../forward.js").ForwardTarget["fetch"]} fetch
 */

/**
 * @param {any} target
 * @returns {CheckedTarget}
 * @throws {import("../error.js").ZoomPkceError} `invalid_argument`, `insecure_endpoint`, or
 *   `aborted` if the signal is aborted.
 */
export function checkTarget(target) {
  const options = isUrl(target) ? { url: target } : (target ?? {});
  const { url, format, body, headers, credentials, timeoutMs, signal, fetch } = options;
  const href = checkUrl(url);
  checkNames(options, NAMES);
  checkOneOf(format, ["json", "form"], 'format: must be "json" or "form"');
  checkOneOf(
    credentials,
    ["omit", "same-origin", "include"],
    'credentials: must be "omit", "same-origin" or "include"',
  );
  checkFunction(body, "body: must be a function");
  if (typeof (fetch ?? globalThis.fetch) !== "function") {
    throw invalidArgument("fetch: must be a function, unless there is a global one");
  }
  checkTimeout(timeoutMs);
  checkSignal(signal);
  const isForm = format === "form";
  return {
    url: href,
    isForm,
    body,
    headers: withDefaults(headers, isForm ? "application/x-www-form-urlencoded" : "application/json"),
    credentials: credentials ?? "same-origin",
    timeoutMs: timeoutMs ?? BACKEND_TIMEOUT_MS,
    signal,
    fetch,
  };
}

/** @param {any} value @returns {value is string | URL} A `URL` can be of any realm. */
const isUrl = (value) => typeof value === "string" || typeof value?.href === "string";

/** @param {unknown} url */
function checkUrl(url) {
  if (!url || !isUrl(url)) throw invalidArgument(URL_RULE);
  let parsed;
  try {
    parsed = new URL(url, globalThis.location?.href);
  } catch {
    throw invalidArgument(URL_RULE);
  }
  const { protocol, username, password, hostname, href } = parsed;
  if (username || password || !["http:", "https:"].includes(protocol)) throw invalidArgument(URL_RULE);
  if (protocol === "http:" && !isLoopback(hostname)) throw errorOf("insecure_endpoint");
  return href;
}

/**
 * Returns whether a request to a host stays on this machine.
 *
 * @param {string} hostname As the URL parser writes it.
 */
export const isLoopback = (hostname) => /^(\[::1\]|localhost|.*\.localhost|127\.[\d.]*)$/.test(hostname);

/** @param {unknown} value @param {string[]} allowed @param {string} rule */
function checkOneOf(value, allowed, rule) {
  if (value != null && !allowed.includes(/** @type {string} */ (value))) throw invalidArgument(rule);
}

/** @param {unknown} value @param {string} rule */
function checkFunction(value, rule) {
  if (value != null && typeof value !== "function") throw invalidArgument(rule);
}

/** @param {unknown} value */
export function checkTimeout(value) {
  if (value == null) return;
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > MAX_TIMEOUT_MS) {
    throw invalidArgument(`timeoutMs: must be an integer from 1 to ${MAX_TIMEOUT_MS} (milliseconds)`);
  }
}

/** @param {any} signal An `AbortSignal` of any realm. */
export function checkSignal(signal) {
  if (signal == null) return;
  let aborted;
  let listens;
  try {
    aborted = signal.aborted;
    listens = [signal.addEventListener, signal.removeEventListener].every(
      (method) => typeof method === "function",
    );
  } catch {
    // A value whose getters throw is refused below.
  }
  if (typeof aborted !== "boolean" || !listens) throw invalidArgument("signal: must be an AbortSignal");
  if (aborted) throw errorOf("aborted", { cause: signal.reason });
}

/** @param {HeadersInit | null | undefined} added @param {string} contentType */
function withDefaults(added, contentType) {
  let headers;
  try {
    headers = new Headers(added ?? {});
  } catch (cause) {
    throw invalidArgument("headers: must be what the constructor of Headers takes", cause);
  }
  headers.set("content-type", contentType);
  if (!headers.has("accept")) headers.set("accept", "application/json");
  return headers;
}
