// Refreshes saved tokens. A refresh token works once, so a process that Zoom refuses waits for what
// another one saves.

import { sleep } from "../shared/deadline.js";
import { createBackoff } from "./backoff.js";
import { BoundedMap } from "./bounded-map.js";
import { isInconclusive, isRefreshTokenRefused } from "./failures.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { SavedTokens, TokenArchive } from "./saved-tokens.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * The first and the longest pause between two looks for what another process saves. Each is twice
 * the one before.
 */
const MIN_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1000;

/** How many refused refresh tokens are remembered. */
const MAX_REFUSED = 1000;

/**
 * Creates the function that refreshes the tokens of a key if they end soon.
 *
 * @param {(refreshToken: string) => Promise<Tokens>} refresh Asks Zoom for new tokens.
 * @param {TokenArchive} archive
 * @param {{ renewBeforeMs: number, timeoutMs: number }} times How long before its end an access
 *   token is renewed, and how long `refresh` may take, in milliseconds.
 * @returns {(key: string, refused: string | undefined) => Promise<SavedTokens>} Takes the access
 *   token that Zoom's API refused, if there is one: it counts as ended. Rejects with what
 *   `refresh` and the archive reject with, and with `no_tokens` if there is
 *   nothing to refresh.
 */
export function createRenewal(refresh, archive, { renewBeforeMs, timeoutMs }) {
  const unlessWaiting = createBackoff();
  /**
   * The refresh token of each key that Zoom refused and no other process replaced.
   * @type {BoundedMap<string, { refreshToken: string, error: unknown }>}
   */
  const refusedForGood = new BoundedMap(MAX_REFUSED);

  /**
   * Waits until another process has saved new tokens.
   *
   * @param {string} key
   * @param {string} refreshToken The refresh token that Zoom refused.
   * @param {unknown} error The refusal, thrown if nothing was saved.
   * @returns {Promise<SavedTokens>}
   */
  async function savedByAnother(key, refreshToken, error) {
    // The other process may take `timeoutMs` to refresh, and another `timeoutMs` to save.
    let leftMs = 2 * timeoutMs;
    for (let pauseMs = MIN_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS, leftMs)) {
      const tokens = await archive.load(key);
      if (tokens === undefined) throw error;
      if (tokens.refreshToken !== refreshToken) return tokens;
      if (leftMs <= 0) break;
      await sleep(pauseMs);
      leftMs -= pauseMs;
    }
    refusedForGood.set(key, { refreshToken, error });
    throw error;
  }

  /**
   * @param {string} key
   * @param {SavedTokens} saved
   * @param {string | undefined} refused
   * @param {boolean} mayWait Whether another process may still save new tokens.
   * @returns {Promise<SavedTokens>}
   */
  async function renew(key, saved, refused, mayWait) {
    const { refreshToken } = saved;
    const leftMs = () => (saved.accessToken === refused ? 0 : saved.expiresAt - Date.now());
    if (leftMs() > renewBeforeMs) return saved;
    if (!refreshToken) throw noTokens("the tokens saved under this key have no refresh token");
    const refusal = refusedForGood.get(key);
    if (refusal?.refreshToken === refreshToken) throw refusal.error;
    /** @type {Tokens} */
    let tokens;
    try {
      tokens = await unlessWaiting(() => refresh(refreshToken));
    } catch (thrown) {
      const error = /** @type {ZoomTokenError} */ (thrown);
      if (isInconclusive(error) && leftMs() > 0) return saved;
      if (!mayWait || !isRefreshTokenRefused(error)) throw error;
      // The other process's tokens may have ended too, or be the ones that Zoom's API refused:
      // renew them once.
      return renew(key, await savedByAnother(key, refreshToken, error), refused, false);
    }
    return archive.save(key, tokens, saved);
  }

  return async (key, refused) => {
    const saved = await archive.loadNewest(key);
    if (saved === undefined) throw noTokens("no tokens are saved under this key");
    return renew(key, saved, refused, true);
  };
}

/** @param {string} reason */
const noTokens = (reason) =>
  new ZoomTokenError("no_tokens", { reason, hint: "The person must authorize the app." });
