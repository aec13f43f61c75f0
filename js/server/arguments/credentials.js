// The credentials of an app. A handler is often made when a module is loaded, and a build may load
// that module where secrets are missing. So its credentials are checked when Zoom is asked.

import { callStore } from "../callbacks.js";
import { checkCredential } from "./basic.js";

/**
 * @typedef {string | undefined | (() => string | undefined | Promise<string | undefined>)} Credential
 * A client ID, a client secret or an account ID, or a function that returns it. The function is
 * called for each request to Zoom. `undefined` and `""` are refused when Zoom is to be asked.
 */

const HINT = "Zoom was not asked, and nothing is used up. See the cause.";

/**
 * Checks credentials as far as they are known. A missing one may be set later.
 *
 * @param {Readonly<Record<string, Credential>>} credentials By the names of the options.
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkKnownCredentials(credentials) {
  for (const [name, value] of Object.entries(credentials)) {
    const isLater = value === undefined || value === "" || typeof value === "function";
    if (!isLater) checkCredential(name, value);
  }
}

/**
 * Reads credentials for a request.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, Credential>>} credentials By the names of the options.
 * @param {number} timeoutMs How long each function may take, in milliseconds. All run at once.
 * @returns {Promise<Record<Name, string>>}
 * @throws {ZoomTokenError} `invalid_argument` for a credential that is missing or malformed;
 *   `store_failed` for one whose function fails or takes too long.
 */
export async function readCredentials(credentials, timeoutMs) {
  const names = /** @type {Name[]} */ (Object.keys(credentials));
  const read = names.map(async (name) => {
    const value = await valueOf(name, credentials[name], timeoutMs);
    checkCredential(name, value);
    return [name, value];
  });
  return Object.fromEntries(await Promise.all(read));
}

/**
 * @param {string} name
 * @param {Credential} credential
 * @param {number} timeoutMs
 */
function valueOf(name, credential, timeoutMs) {
  return typeof credential === "function"
    ? callStore({ name: `the function for ${name}`, timeoutMs, hint: HINT }, credential)
    : credential;
}
