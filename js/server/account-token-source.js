import {
  checkCredential,
  checkOptionalFunction,
  checkOptions,
  checkRefused,
  checkRenewBefore,
  checkStore,
  checkTimeout,
  checkTokenUrl,
} from "./arguments.js";
import { TIMEOUT_MS } from "./post-form.js";
import { requestAccountToken } from "./request-account-token.js";
import { createMemoryStore, openStore } from "./token-store.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { RequestAccountTokenOptions } from "./request-account-token.js" */
/** @import { TokenStore } from "./token-store.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenSourceOptions
 * What {@link createAccountTokenSource} takes besides what {@link requestAccountToken} does.
 *
 * @property {TokenStore | undefined} [store] where the token is kept; the memory of this process by default
 * @property {number | undefined} [renewBeforeMs] how long before its end a token is replaced, in milliseconds; 60000 by
 *   default, at most 3000000
 */

/**
 * @typedef {Omit<RequestAccountTokenOptions, "signal"> & TokenSourceOptions} AccountTokenSourceOptions
 * What {@link createAccountTokenSource} takes: the credentials of a server-to-server app, its account, and where the token
 * is kept.
 */

/**
 * @typedef {object} AccountTokenSource
 * An access token whenever one is needed.
 *
 * @property {() => Promise<Tokens>} getToken gives a token that is good for at least `renewBeforeMs` (or as new as can be),
 *   and asks Zoom only where there is none. However many wait, one request is made, and they all get its tokens or its
 *   error; the call after an error tries again
 * @property {(refused?: Pick<Tokens, "accessToken">) => Promise<void>} clear forgets the token, so that the next `getToken` asks Zoom. With the
 *   tokens that Zoom's API has refused (401), only if they are still the ones kept: of many requests that were refused at
 *   the same time, one makes a new token
 */

const RENEW_BEFORE_MS = 60_000;
const LOCK_MARGIN_MS = 5_000;
const POLL_MS = 100;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Makes a source of access tokens for a server-to-server app: asks Zoom once for all who need a token at the same time,
 * keeps the token, and replaces it before it ends. Nothing runs in between: there is no timer that keeps a process alive.
 *
 * Processes that use the same app should share a `store`. Zoom's page lets an app have several tokens at a time, but there
 * are reports of new ones that ended older ones (https://github.com/jrchamp/moodle-mod_zoom/issues/473).
 *
 * @param {AccountTokenSourceOptions} options The credentials of a server-to-server app, its account, and where the token is
 *   kept.
 * @returns {AccountTokenSource} The source.
 * @throws {ZoomTokenError} `invalid_argument`, at creation, naming the option. `getToken` rejects with what
 *   {@link requestAccountToken} does, with `store_failed` where the store does or takes longer than `timeoutMs`, and with `timeout` where another process
 *   holds the lock of the store and makes no token
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
  checkOptions(options, "createAccountTokenSource");
  const { clientId, clientSecret, accountId, tokenUrl, fetch, timeoutMs = TIMEOUT_MS } = options;
  const { store = createMemoryStore(), renewBeforeMs = RENEW_BEFORE_MS } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkCredential("accountId", accountId);
  if (tokenUrl !== undefined) checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", fetch);
  checkTimeout(timeoutMs);
  checkStore(store);
  checkRenewBefore(renewBeforeMs);

  // Longer than a request can take, so that it ends by itself only where its owner is gone.
  const lockMs = Math.ceil(timeoutMs) + LOCK_MARGIN_MS;
  const kept = openStore(store, `zoom-pkce:account-token:${clientId}:${accountId}`, { timeoutMs, lockMs });
  /** @type {Promise<Tokens> | undefined} */
  let obtaining;
  /** Settles when every `clear` so far has. @type {Promise<unknown>} */
  let cleared = Promise.resolve();
  let generation = 0;

  /** @returns {Promise<Tokens | undefined>} what is kept, if it is good for a while */
  async function readFresh() {
    const tokens = await kept.read();
    return tokens !== undefined && tokens.expiresAt - Date.now() > renewBeforeMs ? tokens : undefined;
  }

  /** @param {number} mine the generation this is for: after a `clear` nothing older is kept */
  async function request(mine) {
    const tokens = await requestAccountToken({
      clientId,
      clientSecret,
      accountId,
      tokenUrl,
      fetch,
      timeoutMs,
    });
    if (mine !== generation) return tokens;
    await kept.write(tokens);
    // Cleared while it was being written.
    if (mine !== generation) await kept.erase();
    return tokens;
  }

  /** @returns {Promise<Tokens>} */
  async function obtain() {
    await cleared;
    const mine = generation;
    const giveUpAt = Date.now() + lockMs;
    for (;;) {
      const tokens = await readFresh();
      if (tokens !== undefined) return tokens;
      if (await kept.lock()) {
        try {
          // Another process may have made one between the look and the lock.
          return (await readFresh()) ?? (await request(mine));
        } finally {
          await kept.unlock();
        }
      }
      if (Date.now() >= giveUpAt) {
        throw new ZoomTokenError("timeout", {
          reason: `another process holds the lock of the store and has made no token within ${lockMs} ms`,
          hint: "Look at the errors of the other processes; see that setIfAbsent of the store gives true for a key that is free, and that what it keeps ends after ttlMs.",
        });
      }
      await sleep(POLL_MS);
    }
  }

  /** @param {Pick<Tokens, "accessToken"> | undefined} refused */
  async function drop(refused) {
    if (refused !== undefined && (await kept.read())?.accessToken !== refused.accessToken) return;
    generation += 1;
    obtaining = undefined;
    await kept.erase();
  }

  return {
    async getToken() {
      if (obtaining !== undefined) return obtaining;
      const mine = obtain();
      obtaining = mine;
      try {
        return await mine;
      } finally {
        if (obtaining === mine) obtaining = undefined;
      }
    },

    async clear(refused) {
      checkRefused(refused);
      // One after the other: the second of two that were refused the same token finds it gone already.
      const done = cleared.then(() => drop(refused));
      cleared = done.catch(() => {});
      return done;
    },
  };
}
