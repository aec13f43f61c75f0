// The access token of one server-to-server app and account: read from the store, renewed under the
// store's lock.

import { sleep } from "../shared/deadline.js";
import { BoundedMap } from "./bounded-map.js";
import { isTemporary } from "./failures.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { StoredToken } from "./token-store.js" */
/** @import { Tokens } from "./tokens.js" */

/** How often the store is asked whether another process has renewed the token. */
const POLL_MS = 100;

/** How many access tokens that Zoom's API refused are remembered. */
const MAX_REFUSED = 100;

/**
 * @typedef {object} AccountToken
 * An access token that is renewed when it has to be.
 *
 * @property {() => Promise<Tokens>} obtain Reads the token, or requests a new one if the token ends
 *   soon or was refused. While Zoom or the store is in trouble, it resolves to a token that is
 *   still good.
 * @property {() => void} clear Discards every token that was requested before.
 * @property {(accessToken: string) => void} refuse Discards this token. The store keeps it until a
 *   new one replaces it: another process may have replaced it meanwhile.
 */

/**
 * Creates the access token of one app and account. Nothing is read or requested yet.
 *
 * @param {object} parts
 * @param {() => Promise<Tokens>} parts.requestTokens Requests a new token from Zoom.
 * @param {StoredToken} parts.stored The token in the store.
 * @param {number} parts.renewBeforeMs How long before its end the token is renewed.
 * @param {number} parts.lockMs How long to wait for another process that renews the token.
 * @param {(error: unknown) => Promise<void>} parts.report Gets the errors in spite of which there
 *   is a token.
 * @returns {AccountToken}
 */
export function createAccountToken({ requestTokens, stored, renewBeforeMs, lockMs, report }) {
  /** The newest token, if the store did not take it. @type {Tokens | undefined} */
  let unsaved;
  const refusedTokens = /** @type {BoundedMap<string, true>} */ (new BoundedMap(MAX_REFUSED));
  /** How often all tokens were discarded, so far and when the newest one was requested. */
  let clears = 0;
  let clearsAtRequest = 0;

  /** @param {Tokens} tokens */
  const isGood = (tokens) =>
    clearsAtRequest === clears && !refusedTokens.get(tokens.accessToken) && tokens.expiresAt > Date.now();

  /** @param {Tokens | undefined} tokens @returns {tokens is Tokens} */
  const isFresh = (tokens) =>
    tokens !== undefined && isGood(tokens) && tokens.expiresAt - Date.now() > renewBeforeMs;

  async function readNewest() {
    const saved = await stored.read();
    return saved === undefined || (unsaved && unsaved.expiresAt > saved.expiresAt) ? unsaved : saved;
  }

  async function requestAndSave() {
    const clearsBefore = clears;
    const tokens = await requestTokens();
    if (clearsBefore !== clears) return tokens;
    clearsAtRequest = clearsBefore;
    unsaved = undefined;
    try {
      await stored.write(tokens);
    } catch (error) {
      unsaved = tokens;
      void report(error);
    }
    return tokens;
  }

  async function obtain() {
    const giveUpAt = Date.now() + lockMs;
    let newest = unsaved;
    try {
      for (;;) {
        newest = await readNewest();
        if (isFresh(newest)) return newest;
        const unlock = await stored.lock();
        if (unlock !== undefined) {
          try {
            // Another process may have renewed the token before this one got the lock.
            newest = await readNewest();
            return isFresh(newest) ? newest : await requestAndSave();
          } finally {
            await unlock();
          }
        }
        if (Date.now() >= giveUpAt) throw lockError(lockMs);
        await sleep(POLL_MS);
      }
    } catch (thrown) {
      const error = /** @type {ZoomTokenError} */ (thrown);
      if (newest === undefined || !isGood(newest) || !isTemporary(error)) throw error;
      void report(error);
      return newest;
    }
  }

  return {
    obtain,
    clear() {
      clears += 1;
    },
    refuse(accessToken) {
      refusedTokens.set(accessToken, true);
    },
  };
}

/** @param {number} lockMs */
function lockError(lockMs) {
  return new ZoomTokenError("timeout", {
    reason: `other processes held the lock of the store and made no token within ${lockMs} ms`,
    hint: "Look at their errors: Zoom may not answer them. If there are no other processes, check that setIfAbsent of the store gives true for a key that is free, and that a text ends after its ttlMs.",
  });
}
