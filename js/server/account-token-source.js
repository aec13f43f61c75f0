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
 * @property {((error: unknown) => void) | undefined} [onError] gets what went wrong while there was a token to give all the
 *   same, for the backend's log: the store did not take a new one, or an old one could not be replaced early
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
 *   error; the call after an error tries again. Where Zoom or the store is in trouble, a token that is still good is given
 * @property {(refused?: Pick<Tokens, "accessToken">) => Promise<void>} clear makes the next `getToken` ask Zoom. With the
 *   tokens that Zoom's API has refused (401), only if they are still the ones kept: of many requests that were refused at
 *   the same time, one makes a new token. The store keeps what it has until the new one replaces it
 */

const RENEW_BEFORE_MS = 60_000;
const LOCK_MARGIN_MS = 5_000;
const POLL_MS = 100;
const REFUSED_COUNT = 100;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {ZoomTokenError} error
 * @returns {boolean} whether it is trouble that may be over soon, not a refusal of what was sent
 */
function mayPass(error) {
  const { status = 0 } = error;
  if (status >= 400) return status >= 500 || status === 429;
  return ["network_error", "timeout", "invalid_response", "store_failed"].includes(error.error);
}

/**
 * Makes a source of access tokens for a server-to-server app: asks Zoom once for all who need a token at the same time,
 * keeps the token, and replaces it before it ends. Nothing runs in between: there is no timer that keeps a process alive.
 *
 * Processes that use the same app should share a `store`. A new token used to end older ones
 * (https://github.com/jrchamp/moodle-mod_zoom/issues/473); by Zoom's changelog it no longer does
 * (https://developers.zoom.us/changelog/platform/multiple-access-token-support-available-for-server-to-server-apps/).
 *
 * @param {AccountTokenSourceOptions} options The credentials of a server-to-server app, its account, and where the token is
 *   kept.
 * @returns {AccountTokenSource} The source.
 * @throws {ZoomTokenError} `invalid_argument`, at creation, naming the option. `getToken` rejects with what
 *   {@link requestAccountToken} does, with `store_failed` where the store can't be read or locked within `timeoutMs`, and
 *   with `timeout` where other processes hold the lock of the store and make no token
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
  const { store = createMemoryStore(), renewBeforeMs = RENEW_BEFORE_MS, onError } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkCredential("accountId", accountId);
  if (tokenUrl !== undefined) checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", fetch);
  checkOptionalFunction("onError", onError);
  checkTimeout(timeoutMs);
  checkStore(store);
  checkRenewBefore(renewBeforeMs);

  // Longer than the work under it can take (a look, the request, the write), so that it ends by itself only where its owner
  // is gone.
  const lockMs = Math.ceil(3 * timeoutMs) + LOCK_MARGIN_MS;
  const key = ["zoom-pkce:account-token", clientId, accountId, ...(tokenUrl === undefined ? [] : [tokenUrl])];
  const kept = openStore(store, key.join(":"), { timeoutMs, lockMs });
  /** @type {Promise<Tokens> | undefined} */
  let obtaining;
  /** What the store would not take. @type {Tokens | undefined} */
  let unsaved;
  /** What is kept and no good. Nobody takes it out of the store: another process may have replaced it meanwhile. */
  const refusedTokens = /** @type {Set<string>} */ (new Set());
  /** How often all that was there has been cleared, and after how many of these the newest token was asked for. */
  let clears = 0;
  let askedAfter = 0;

  /** @param {Tokens} tokens */
  const isGood = (tokens) =>
    askedAfter === clears && !refusedTokens.has(tokens.accessToken) && tokens.expiresAt > Date.now();

  /** @param {unknown} error */
  async function report(error) {
    try {
      await onError?.(error);
    } catch {
      // A log that fails is no reason to withhold a token.
    }
  }

  async function request() {
    const mine = clears;
    const tokens = await requestAccountToken({
      clientId,
      clientSecret,
      accountId,
      tokenUrl,
      fetch,
      timeoutMs,
    });
    if (mine !== clears) return tokens;
    askedAfter = mine;
    unsaved = undefined;
    try {
      await kept.write(tokens);
    } catch (error) {
      unsaved = tokens;
      void report(error);
    }
    return tokens;
  }

  /** @returns {Promise<Tokens>} */
  async function obtain() {
    const giveUpAt = Date.now() + lockMs;
    let atHand = unsaved;
    /** @returns {Promise<Tokens | undefined>} what is there, if it is good for a while */
    async function readFresh() {
      const stored = await kept.read();
      atHand = stored !== undefined && !(unsaved && unsaved.expiresAt > stored.expiresAt) ? stored : unsaved;
      return atHand && isGood(atHand) && atHand.expiresAt - Date.now() > renewBeforeMs ? atHand : undefined;
    }
    try {
      for (;;) {
        const tokens = await readFresh();
        if (tokens !== undefined) return tokens;
        const unlock = await kept.lock();
        if (unlock !== undefined) {
          try {
            // Another process may have made one between the look and the lock.
            return (await readFresh()) ?? (await request());
          } finally {
            await unlock();
          }
        }
        if (Date.now() >= giveUpAt) {
          throw new ZoomTokenError("timeout", {
            reason: `other processes held the lock of the store and made no token within ${lockMs} ms`,
            hint: "Look at their errors: Zoom may not answer them. If there are no other processes, see that setIfAbsent of the store gives true for a key that is free, and that what it keeps ends after ttlMs.",
          });
        }
        await sleep(POLL_MS);
      }
    } catch (thrown) {
      const error = /** @type {ZoomTokenError} */ (thrown);
      if (atHand === undefined || !isGood(atHand) || !mayPass(error)) throw error;
      void report(error);
      return atHand;
    }
  }

  return {
    async getToken() {
      if (obtaining !== undefined) return obtaining;
      const mine = obtain();
      obtaining = mine;
      try {
        return await mine;
      } finally {
        // After a clear it may be another's.
        if (obtaining === mine) obtaining = undefined;
      }
    },

    async clear(refused) {
      checkRefused(refused);
      if (refused === undefined) {
        clears += 1;
        obtaining = undefined;
        return;
      }
      refusedTokens.add(refused.accessToken);
      const [oldest] = /** @type {Iterable<any>} */ (refusedTokens);
      if (refusedTokens.size > REFUSED_COUNT) refusedTokens.delete(oldest);
    },
  };
}
