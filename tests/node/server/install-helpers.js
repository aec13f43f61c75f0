// Helpers of the tests of createInstallHandler and createCallbackHandler.

import assert from "node:assert/strict";

import { createCallbackHandler, createInstallHandler } from "../../../js/server/index.js";
import { CLIENT_ID, CLIENT_SECRET } from "../simulator/server-helpers.js";

/** @import { CallbackHandlerOptions, KeptInstall } from "../../../js/server/index.js" */

export const CALLBACK = "https://app.example.com/zoom/callback";
export const INSTALL = "https://app.example.com/zoom/install";
export const TOKENS = {
  access_token: "access-token-that-is-secret",
  refresh_token: "refresh-token-that-is-secret",
};

export const CODE = "code-that-is-secret";
export const AUTHORIZE = "https://zoom.us/oauth/authorize";

/** What an application gives the handlers besides its sessions. */
export const APP = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  redirectUri: CALLBACK,
  onTokens: () => "/welcome",
  fetch: async () => Response.json(TOKENS),
};

/**
 * Creates a backend with sessions by cookie. The entries are texts, as in Redis.
 *
 * @param {Partial<CallbackHandlerOptions>} [options]
 */
export function createBackend(options = {}) {
  /** @type {Map<string, string>} */
  const store = new Map();
  /** @type {any[]} */
  const logged = [];
  const sessionOf = (/** @type {Request} */ request) => request.headers.get("cookie") ?? "";
  const all = {
    ...APP,
    keepCodeVerifier: (/** @type {KeptInstall} */ kept, /** @type {{ request: Request }} */ { request }) =>
      store.set(sessionOf(request), JSON.stringify(kept)),
    getCodeVerifier(/** @type {Request} */ request) {
      const kept = store.get(sessionOf(request));
      store.delete(sessionOf(request));
      return kept === undefined ? null : JSON.parse(kept);
    },
    onError: (/** @type {unknown} */ error) => logged.push(error),
    ...options,
  };
  const { clientId, redirectUri, keepCodeVerifier, authorizeUrl, lifetimeMs, onFailure, onError } = all;
  const install = createInstallHandler({
    clientId,
    redirectUri,
    keepCodeVerifier,
    authorizeUrl,
    lifetimeMs,
    onFailure,
    onError,
  });
  const callback = createCallbackHandler(all);
  return {
    store,
    logged,
    /** @param {string} [cookie] @returns {KeptInstall} */
    kept: (cookie = "session=1") => JSON.parse(store.get(cookie) ?? "null"),
    /** @param {string} [cookie] @param {string} [url] */
    install: (cookie = "session=1", url = INSTALL) => install(new Request(url, { headers: { cookie } })),
    /** @param {string | Record<string, string>} query @param {string} [cookie] */
    open: (query, cookie = "session=1") =>
      callback(
        new Request(`${CALLBACK}?${new URLSearchParams(query)}`, { headers: cookie ? { cookie } : {} }),
      ),
    handlers: { install, callback },
  };
}

/** @param {Response} response */
export const locationOf = (response) => new URL(response.headers.get("location") ?? "");

/** @param {Response} response */
export function assertUncached(response) {
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} error
 * @param {RegExp} [description]
 */
export async function assertRefused(response, status, error, description = /./) {
  const body = await response.json();
  assert.deepEqual([response.status, body.error], [status, error], JSON.stringify(body));
  assert.match(body.error_description, description);
  assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  assert.equal(response.headers.get("location"), null);
  assertUncached(response);
}
