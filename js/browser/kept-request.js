// Keeps a request, with its code verifier, in sessionStorage while the page is at Zoom. It is the
// only thing that the package stores. Each tab has its own sessionStorage.

import { BROWSER_CODE_VERIFIER_LIFETIME_MS } from "../shared/limits.js";
import { browserError } from "./error-texts.js";

/** @typedef {import("./request.js").SignInRequest} SignInRequest */

const PREFIX = "zoom-pkce:";

/**
 * Keeps a request under its `state`, and removes expired ones.
 *
 * @param {SignInRequest} request
 * @throws {import("../error.js").ZoomPkceError} `storage_failed`
 */
export function keepRequest(request) {
  withStorage((storage) => {
    for (const key of keysOf(storage)) {
      if (isExpired(parse(storage.getItem(key)))) storage.removeItem(key);
    }
    storage.setItem(PREFIX + request.state, JSON.stringify(request));
  });
}

/**
 * Takes the request of a `state` out: it is removed before it is used. Other requests of this tab,
 * as after two clicks or Back, are given up: they are removed with it.
 *
 * @param {string | undefined} state
 * @returns {SignInRequest}
 * @throws {import("../error.js").ZoomPkceError} `storage_failed`, `state_mismatch`, or `timeout` if
 *   it has expired.
 */
export function takeRequest(state) {
  const request = withStorage((storage) => {
    const found = parse(storage.getItem(PREFIX + state));
    if (found) for (const key of keysOf(storage)) storage.removeItem(key);
    return found;
  });
  if (!request) throw browserError("state_mismatch");
  if (isExpired(request)) throw browserError("timeout");
  return request;
}

/** @param {Storage} storage @returns {string[]} The keys of the kept requests. */
const keysOf = (storage) => Object.keys(storage).filter((key) => key.startsWith(PREFIX));

/**
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T}
 */
function withStorage(use) {
  try {
    return use(sessionStorage);
  } catch (cause) {
    throw browserError("storage_failed", { cause });
  }
}

/** @param {string | null} text @returns {SignInRequest | undefined} */
function parse(text) {
  let request;
  try {
    request = JSON.parse(String(text)) ?? undefined;
  } catch {
    // It is not the package's.
  }
  return request;
}

/**
 * Returns whether a request is too old. One of the future is, too: the clock was set back.
 *
 * @param {SignInRequest | undefined} request
 */
function isExpired(request) {
  const age = Date.now() - Number(request?.startedAt);
  return !(age >= 0 && age <= BROWSER_CODE_VERIFIER_LIFETIME_MS);
}
