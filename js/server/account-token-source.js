// Access tokens of a server-to-server app, whenever one is needed.

import { RENEW_BEFORE_MS } from "../shared/limits.js";
import { createAccountToken } from "./account-token.js";
import { checkOptionalFunction, checkOptions } from "./arguments/basic.js";
import { TOKEN_CLIENT_OPTIONS, checkedTokenClient } from "./arguments/client.js";
import { checkKnownCredentials, readCredentials } from "./arguments/credentials.js";
import { checkRefused, checkRenewBefore, checkStore } from "./arguments/tokens.js";
import { createBackoff } from "./backoff.js";
import { createReporter } from "./callbacks.js";
import { requestAccountToken } from "./request-account-token.js";
import { TOKEN_URL } from "./token-request.js";
import { createMemoryStore, openStore } from "./token-store.js";

/** @import { AccountToken } from "./account-token.js" */
/** @import { TokenClientOptions } from "./arguments/client.js" */
/** @import { Credential } from "./arguments/credentials.js" */
/** @import { TokenStore } from "./token-store.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenSourceOptions
 * What {@link createAccountTokenSource} takes besides {@link TokenClientOptions}.
 *
 * @property {Credential} accountId The account that the app belongs to, or a function that returns
 *   its ID.
 * @property {TokenStore | undefined} [store] Where the token is kept. The memory of this process by
 *   default.
 * @property {number | undefined} [renewBeforeMs] How long before its end a token is renewed, in
 *   milliseconds: 0 to 3000000; 60000 by default.
 * @property {((error: unknown) => void) | undefined} [onError] Gets the errors in spite of which
 *   there is a token, for the backend's log: the store did not take a new token, or a token could
 *   not be renewed early.
 */

/**
 * @typedef {TokenClientOptions & TokenSourceOptions} AccountTokenSourceOptions
 * What {@link createAccountTokenSource} takes: the credentials of a server-to-server app, its
 * account, and where the token is kept.
 */

/**
 * @typedef {object} AccountTokenSource
 * Gives an access token whenever one is needed.
 *
 * @property {() => Promise<Tokens>} getToken Resolves to a token that is good for at least
 *   `renewBeforeMs`, or to a new one. Zoom is asked only if there is no such token. Calls at the
 *   same time share one request, and its tokens or its error; the call after an error tries again.
 *   While Zoom or the store is in trouble, it resolves to a token that is still good.
 * @property {(refused?: Pick<Tokens, "accessToken">) => Promise<void>} clear Makes the next
 *   `getToken` ask Zoom. Given the tokens that Zoom's API refused (HTTP status 401), it does so
 *   only if they are still the newest: after many refusals at the same time, one new token is
 *   requested. The store keeps the token until a new one replaces it. Rejects with
 *   `invalid_argument` for anything but tokens.
 */

/** How much longer the lock of the store lasts than the work under it may take. */
const LOCK_MARGIN_MS = 5_000;

const OPTIONS = [...TOKEN_CLIENT_OPTIONS, "accountId", "store", "renewBeforeMs", "onError"];

/**
 * Creates a source of access tokens for a server-to-server app. It requests one token for all calls
 * at the same time, keeps the token, and renews it before it ends. It runs only when it is called:
 * no timer keeps a process alive.
 *
 * Processes that use the same app should share a `store`. Formerly a new token ended older ones
 * (https://github.com/jrchamp/moodle-mod_zoom/issues/473); by Zoom's changelog it no longer does
 * (https://developers.zoom.us/changelog/platform/multiple-access-token-support-available-for-server-to-server-apps/).
 *
 * @param {AccountTokenSourceOptions} options The credentials of a server-to-server app, its
 *   account, and where the token is kept.
 * @returns {AccountTokenSource} The source.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule. `getToken`
 *   rejects with what {@link requestAccountToken} does, with `store_failed` if the store cannot be
 *   read or locked within `timeoutMs`, and with `timeout` if other processes hold the lock of the
 *   store and make no token.
 *
 * @example
 * import { createAccountTokenSource } from "zoom-pkce/server";
 *
 * const source = createAccountTokenSource({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   accountId: process.env.ZOOM_ACCOUNT_ID,
 * });
 * const [one, other] = await Promise.all([source.getToken(), source.getToken()]);
 * one.accessToken === other.accessToken; // => true
 *
 * // Zoom's API answered 401: a token may end before its time.
 * await source.clear(one);
 * (await source.getToken()).accessToken === one.accessToken; // => false
 *
 * @example
 * // A store that processes share has three functions. With Redis they are `GET key`, `SET key value PX ttlMs` and
 * // `SET key value PX ttlMs NX`; here two sources share a map.
 * import { createAccountTokenSource } from "zoom-pkce/server";
 *
 * const entries = new Map();
 * const isThere = (key) => entries.has(key) && entries.get(key).endsAt > Date.now();
 * const store = {
 *   get: async (key) => (isThere(key) ? entries.get(key).value : undefined),
 *   set: async (key, value, ttlMs) => void entries.set(key, { value, endsAt: Date.now() + ttlMs }),
 *   async setIfAbsent(key, value, ttlMs) {
 *     if (isThere(key)) return false;
 *     entries.set(key, { value, endsAt: Date.now() + ttlMs });
 *     return true;
 *   },
 * };
 * const options = {
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   accountId: process.env.ZOOM_ACCOUNT_ID,
 *   store,
 * };
 * const sources = [createAccountTokenSource(options), createAccountTokenSource(options)];
 * const [one, other] = await Promise.all(sources.map((source) => source.getToken()));
 * one.accessToken === other.accessToken; // => true
 */
export function createAccountTokenSource(options) {
  checkOptions(options, "createAccountTokenSource", OPTIONS);
  const { clientId, clientSecret, accountId, onError } = options;
  const { store = createMemoryStore(), renewBeforeMs = RENEW_BEFORE_MS } = options;
  const { client } = checkedTokenClient(options);
  checkKnownCredentials({ accountId });
  checkOptionalFunction("onError", onError);
  checkStore(store);
  checkRenewBefore(renewBeforeMs);

  const { tokenUrl, timeoutMs } = client;
  // The work under the lock is two reads, the credentials, the request and a write. The lock
  // outlasts them, so that it ends by itself only if its owner is gone.
  const lockMs = Math.ceil(5 * timeoutMs) + LOCK_MARGIN_MS;
  const report = createReporter(onError);

  /**
   * Opens the token of an app and an account.
   *
   * @param {{ clientId: string, accountId: string }} names
   * @param {string} key The token's key in the store.
   */
  function open(names, key) {
    const stored = openStore(store, key, { tokenUrl: tokenUrl ?? TOKEN_URL, timeoutMs, lockMs });
    const unlessWaiting = createBackoff(stored.wait);
    const requestTokens = () =>
      unlessWaiting(async () => {
        const secret = await readCredentials({ clientSecret }, timeoutMs);
        return requestAccountToken({ ...client, ...names, ...secret });
      });
    return createAccountToken({ requestTokens, stored, renewBeforeMs, lockMs, report });
  }
  /** The token that was opened last. @type {{ key: string, token: AccountToken } | undefined} */
  let opened;

  /** Opens the token of the app and the account, whose IDs may come from functions. */
  async function openToken() {
    const names = await readCredentials({ clientId, accountId }, timeoutMs);
    const parts = ["zoom-pkce:account-token", names.clientId, names.accountId, tokenUrl];
    const key = parts.filter((part) => part !== undefined).join(":");
    if (opened?.key !== key) opened = { key, token: open(names, key) };
    return opened.token;
  }
  /** The call that others join. @type {Promise<Tokens> | undefined} */
  let running;

  return {
    async getToken() {
      if (running !== undefined) return running;
      const own = openToken().then((token) => token.obtain());
      running = own;
      try {
        return await own;
      } finally {
        // After a clear, a newer call may be running.
        if (running === own) running = undefined;
      }
    },

    async clear(refused) {
      checkRefused(refused);
      if (refused === undefined) running = undefined;
      const token = await openToken();
      if (refused === undefined) token.clear();
      else token.refuse(refused.accessToken);
    },
  };
}
