// The tokens of people, as the application keeps them, and those that it failed to save.

import { argumentError } from "./arguments/basic.js";
import { callStore } from "./callbacks.js";
import { hasAccessToken } from "./tokens.js";

/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} SavedTokens
 * Tokens as the application has saved them: {@link Tokens}, or these properties of it.
 *
 * @property {string} accessToken The access token, for `Authorization: Bearer` of Zoom's API.
 * @property {string | undefined} [refreshToken] The newest refresh token.
 * @property {number} expiresAt When the access token ends, in milliseconds since the epoch.
 * @property {string | undefined} [apiUrl] The address of Zoom's API for this account. Missing from
 *   tokens that were saved without it: `https://api.zoom.us` works for every account.
 */

/**
 * @typedef {object} TokenArchive
 * The saved tokens, by key. Every function rejects with `store_failed` if the application's
 * function failed or took too long.
 *
 * @property {(key: string) => Promise<SavedTokens | undefined>} load Reads the saved tokens.
 *   Rejects with `invalid_argument` if they are not tokens.
 * @property {(key: string) => Promise<SavedTokens | undefined>} loadNewest Reads the saved tokens.
 *   New tokens that the application failed to save are saved first, unless it has saved other ones
 *   meanwhile.
 * @property {(key: string, tokens: Tokens, replaced: SavedTokens) => Promise<Tokens>} save Saves
 *   new tokens in place of those that were refreshed. If that fails they are kept for the next
 *   `loadNewest`.
 */

const LOAD_HINT =
  "This is a function given to createTokenRefresher: see the cause. Zoom was not the trouble.";
const SAVE_HINT =
  "Zoom has replaced the refresh token, and the new one is not saved: this process keeps it, and saves it when getToken is called for this key again. If the process ends before, the person must authorize the app again.";

/**
 * Creates the archive over the application's functions.
 *
 * @param {object} functions
 * @param {(key: string) => SavedTokens | null | undefined | Promise<SavedTokens | null | undefined>} functions.getTokens
 * @param {(tokens: Tokens, context: { key: string }) => unknown} functions.onTokens
 * @param {number} timeoutMs How long a call may take, in milliseconds.
 * @returns {TokenArchive}
 */
export function createTokenArchive({ getTokens, onTokens }, timeoutMs) {
  /**
   * New tokens that are not saved yet, the tokens that they replace, and the attempt to save them,
   * by key.
   * @type {Map<string, { tokens: Tokens, replaced: SavedTokens, saving: Promise<unknown> }>}
   */
  const unsaved = new Map();

  /** @param {string} key */
  async function load(key) {
    const tokens = await callStore({ name: "getTokens", timeoutMs, hint: LOAD_HINT }, () => getTokens(key));
    if (tokens === undefined || tokens === null) return undefined;
    if (hasAccessToken(tokens)) return tokens;
    throw argumentError(
      "what getTokens gives",
      "must be tokens, with accessToken, refreshToken and expiresAt",
    );
  }

  /** @type {TokenArchive["save"]} */
  async function save(key, tokens, replaced) {
    // Kept before `onTokens` ends: if it fails, the next `loadNewest` saves them.
    const saving = (async () => onTokens(tokens, { key }))();
    unsaved.set(key, { tokens, replaced, saving });
    const secrets = [tokens, replaced].flatMap(({ accessToken, refreshToken }) => [
      accessToken,
      refreshToken,
    ]);
    await callStore({ name: "onTokens", timeoutMs, secrets, hint: SAVE_HINT }, () => saving);
    unsaved.delete(key);
    return tokens;
  }

  /** @param {string} key */
  async function loadNewest(key) {
    const pending = unsaved.get(key);
    if (pending === undefined) return load(key);
    // The attempt that took too long may still succeed. It must not end after a newer one.
    await callStore({ name: "onTokens", timeoutMs, hint: SAVE_HINT }, () => pending.saving).catch(() => {});
    const saved = await load(key);
    unsaved.delete(key);
    // With another refresh token, the late attempt has succeeded, or the person has signed in
    // again.
    return saved !== undefined && saved.refreshToken === pending.replaced.refreshToken
      ? save(key, pending.tokens, pending.replaced)
      : saved;
  }

  return { load, loadNewest, save };
}
