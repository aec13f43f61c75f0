import {
  argumentError,
  checkCredential,
  checkFunction,
  checkOptionalFunction,
  checkOptions,
  checkRefused,
  checkRenewBefore,
  checkTimeout,
  checkTokenUrl,
} from "./arguments.js";
import { TIMEOUT_MS } from "./post-form.js";
import { refreshAccessToken } from "./refresh-access-token.js";
import { callStore } from "./token-store.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { TokenRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} SavedTokens
 * Tokens as the application has saved them: {@link Tokens}, or these of it.
 *
 * @property {string} accessToken for `Authorization: Bearer` of Zoom's API
 * @property {string | undefined} [refreshToken] the newest
 * @property {number} expiresAt when the access token ends, in milliseconds since the epoch
 */

/**
 * @typedef {object} RefresherOptions
 * What {@link createTokenRefresher} takes besides the credentials and limits of {@link TokenRequestOptions}.
 *
 * @property {(key: string) => SavedTokens | null | undefined | Promise<SavedTokens | null | undefined>} getTokens finds the
 *   newest tokens saved under a key: what `onTokens` was given last, of this process or another
 * @property {(tokens: Tokens, context: { key: string }) => unknown} onTokens saves new tokens under their key, all of them:
 *   the refresh token too is new. Nobody gets them before it is done; may give a promise. Should only replace what is there:
 *   if it inserts, a refresh under way brings back a session that was deleted meanwhile
 * @property {number | undefined} [renewBeforeMs] how long before its end an access token is replaced, in milliseconds; 60000
 *   by default, at most 3000000
 */

/**
 * @typedef {Omit<TokenRequestOptions, "signal"> & RefresherOptions} TokenRefresherOptions
 * What {@link createTokenRefresher} takes: the app's own credentials, and where tokens are saved.
 */

/**
 * @typedef {object} TokenRefresher
 * The tokens of people, always good ones.
 *
 * @property {(key: string, refused?: Pick<Tokens, "accessToken">) => Promise<SavedTokens>} getToken gives the tokens saved
 *   under a key (a session, a person), refreshed where they end within `renewBeforeMs`. With the tokens that Zoom's API has
 *   refused (401) they are refreshed in any case, unless newer ones were saved meanwhile
 */

const RENEW_BEFORE_MS = 60_000;

/** The longest pause between two looks for what a faster process saves, in milliseconds. */
const MAX_PAUSE_MS = 1000;

/** How many refused refresh tokens are remembered. */
const MAX_REFUSED = 1000;

/** Zoom's codes for a refresh token that is unknown, over or used up, whatever stands in `error`. */
const REFRESH_TOKEN_REFUSED = new Set([4737, 4740, 4741]);

/** After these nobody knows whether Zoom has replaced the refresh token. */
const NO_ANSWER = new Set(["network_error", "timeout", "invalid_response"]);

const STORE_HINT =
  "This is a function given to createTokenRefresher: see the cause. Zoom was not the trouble.";
const UNSAVED_HINT =
  "Zoom has replaced the refresh token, and the new one is not saved: this process keeps it, and saves it when getToken is called for this key again. If the process ends before, the person must authorize the app again.";

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Makes what keeps people's tokens good, however many requests need them at the same time. Zoom's refresh tokens work once,
 * so two refreshes with the same one would end a session; here
 *
 * - of requests of one key, one refreshes and all get its tokens, or its error;
 * - of processes, the one that Zoom refuses takes what the other saves, and waits for it up to twice `timeoutMs`: so long may
 *   the other wait for Zoom and for `onTokens`. A refresh token for which nobody has saved anything by then is not tried again;
 * - new tokens are saved (`onTokens`) before anybody gets them. Where that fails they are kept, and saved at the next call;
 * - where Zoom's answer is lost, the saved tokens stay as they are. They are given out while they last; then the error says
 *   what that means.
 *
 * After an `invalid_grant`, delete what is saved: the person must authorize the app again.
 *
 * Nothing runs in between: there is no timer that keeps a process alive.
 *
 * @param {TokenRefresherOptions} options The app's own credentials, and where tokens are saved.
 * @returns {TokenRefresher} Gives the tokens of a key.
 * @throws {ZoomTokenError} `invalid_argument`, at creation, naming the option. `getToken` rejects with what
 *   {@link refreshAccessToken} does; with `no_tokens` where none are saved, or none with a refresh token; with `store_failed`
 *   where `getTokens` or `onTokens` failed or took longer than `timeoutMs`
 *
 * @example
 * import { createTokenRefresher, exchangeCode } from "zoom-pkce/server";
 *
 * const app = { clientId: process.env.ZOOM_CLIENT_ID, clientSecret: process.env.ZOOM_CLIENT_SECRET };
 * const sessions = new Map();
 * const refresher = createTokenRefresher({
 *   ...app,
 *   getTokens: async (key) => sessions.get(key),
 *   onTokens: async (tokens, { key }) => void (sessions.has(key) && sessions.set(key, tokens)),
 * });
 *
 * // At sign-in. `body` is what `forward` has posted, parsed.
 * const first = await exchangeCode({
 *   ...app,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 * sessions.set("session-1", first);
 *
 * // At each request. There is nothing to refresh yet.
 * (await refresher.getToken("session-1")).accessToken === first.accessToken; // => true
 *
 * // An hour later, two requests at the same time.
 * sessions.set("session-1", { ...first, expiresAt: Date.now() });
 * const [one, other] = await Promise.all([refresher.getToken("session-1"), refresher.getToken("session-1")]);
 * one.accessToken === first.accessToken; // => false
 * one.accessToken === other.accessToken; // => true
 * sessions.get("session-1").refreshToken === one.refreshToken; // => true
 */
export function createTokenRefresher(options) {
  checkOptions(options, "createTokenRefresher");
  const { clientId, clientSecret, getTokens, onTokens, tokenUrl, fetch } = options;
  const { timeoutMs = TIMEOUT_MS, renewBeforeMs = RENEW_BEFORE_MS } = options;
  checkCredential("clientId", clientId);
  checkCredential("clientSecret", clientSecret);
  checkFunction("getTokens", getTokens);
  checkFunction("onTokens", onTokens);
  if (tokenUrl !== undefined) checkTokenUrl(tokenUrl);
  checkOptionalFunction("fetch", fetch);
  checkTimeout(timeoutMs);
  checkRenewBefore(renewBeforeMs);

  /** What is under way, by key. @type {Map<string, Promise<SavedTokens>>} */
  const running = new Map();
  /**
   * New tokens that are not saved yet, the tokens they replace, and the attempt to save them.
   * @type {Map<string, { tokens: Tokens, replaced: SavedTokens, saving: Promise<unknown> }>}
   */
  const unsaved = new Map();
  /** The refresh tokens that Zoom has refused for good, by key. @type {Map<string, { refreshToken: string, error: unknown }>} */
  const refusedForGood = new Map();

  /** @param {string} key */
  async function load(key) {
    const tokens = await callStore("getTokens", timeoutMs, [], STORE_HINT, () => getTokens(key));
    if (tokens === undefined || tokens === null) return undefined;
    if (
      typeof tokens.accessToken !== "string" ||
      tokens.accessToken === "" ||
      !Number.isFinite(tokens.expiresAt)
    ) {
      throw argumentError(
        "what getTokens gives",
        "must be tokens, with accessToken, refreshToken and expiresAt",
      );
    }
    return tokens;
  }

  /**
   * @param {string} key
   * @param {Tokens} tokens
   * @param {SavedTokens} replaced
   */
  async function save(key, tokens, replaced) {
    const saving = (async () => onTokens(tokens, { key }))();
    unsaved.set(key, { tokens, replaced, saving });
    const secrets = [tokens, replaced].flatMap(({ accessToken, refreshToken }) => [
      accessToken,
      refreshToken,
    ]);
    await callStore("onTokens", timeoutMs, secrets, UNSAVED_HINT, () => saving);
    unsaved.delete(key);
    return tokens;
  }

  /**
   * @param {string} key
   * @param {string} refreshToken that Zoom has refused with `error`
   * @param {unknown} error
   * @returns {Promise<SavedTokens>} what another process has got for it
   */
  async function savedByAnother(key, refreshToken, error) {
    // The other one has timeoutMs for Zoom's answer, and again for onTokens.
    let leftMs = 2 * timeoutMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS, leftMs)) {
      const tokens = await load(key);
      if (tokens === undefined) throw error;
      if (tokens.refreshToken !== refreshToken) return tokens;
      if (leftMs <= 0) break;
      await sleep(pauseMs);
      leftMs -= pauseMs;
    }
    refusedForGood.set(key, { refreshToken, error });
    const [oldest] = /** @type {Iterable<any>} */ (refusedForGood.keys());
    if (refusedForGood.size > MAX_REFUSED) refusedForGood.delete(oldest);
    throw error;
  }

  /**
   * @param {string} key
   * @param {SavedTokens} saved
   * @param {string | undefined} refused an access token
   * @param {boolean} [isSecond] whether `saved` is what another process has got
   * @returns {Promise<SavedTokens>}
   */
  async function renew(key, saved, refused, isSecond = false) {
    const { refreshToken } = saved;
    const leftMs = () => (saved.accessToken === refused ? 0 : saved.expiresAt - Date.now());
    if (leftMs() > renewBeforeMs) return saved;
    if (!refreshToken) throw noTokens("the tokens saved under this key have no refresh token");
    const before = refusedForGood.get(key);
    if (before?.refreshToken === refreshToken) throw before.error;
    /** @type {Tokens} */
    let tokens;
    try {
      tokens = await refreshAccessToken({ clientId, clientSecret, refreshToken, tokenUrl, fetch, timeoutMs });
    } catch (thrown) {
      const error = /** @type {ZoomTokenError} */ (thrown);
      if (isPassing(error) && leftMs() > 0) return saved;
      if (isSecond || !isRefused(error)) throw error;
      // What another process has saved may be over too, or the very tokens that were refused.
      return renew(key, await savedByAnother(key, refreshToken, error), refused, true);
    }
    return save(key, tokens, saved);
  }

  /**
   * @param {string} key
   * @param {string | undefined} refused an access token
   * @returns {Promise<SavedTokens>}
   */
  async function obtain(key, refused) {
    const late = unsaved.get(key);
    // An attempt that was given up may still be under way, and must not end after a newer one.
    if (late !== undefined) await callStore("onTokens", timeoutMs, [], "", () => late.saving).catch(() => {});
    let saved = await load(key);
    unsaved.delete(key);
    if (saved === undefined) throw noTokens("no tokens are saved under this key");
    // Where they replace another one, they are saved by now, or somebody has signed in again since.
    if (late !== undefined && late.replaced.refreshToken === saved.refreshToken) {
      saved = await save(key, late.tokens, late.replaced);
    }
    return renew(key, saved, refused);
  }

  /**
   * @param {string} key
   * @param {string | undefined} refused
   * @returns {Promise<SavedTokens>}
   */
  async function start(key, refused) {
    const mine = obtain(key, refused);
    running.set(key, mine);
    try {
      return await mine;
    } finally {
      running.delete(key);
    }
  }

  return {
    async getToken(key, refused) {
      if (typeof key !== "string" || key === "") throw argumentError("key", "must be a non-empty string");
      checkRefused(refused);
      const refusedToken = refused?.accessToken;
      const joined = running.get(key);
      if (joined !== undefined) {
        const tokens = await joined;
        if (tokens.accessToken !== refusedToken) return tokens;
      }
      return running.get(key) ?? start(key, refusedToken);
    },
  };
}

/** @param {string} reason */
function noTokens(reason) {
  return new ZoomTokenError("no_tokens", { reason, hint: "The person must authorize the app." });
}

/**
 * @param {ZoomTokenError} error
 * @returns {boolean} whether Zoom has refused the refresh token
 */
const isRefused = (error) =>
  error.error === "invalid_grant" || REFRESH_TOKEN_REFUSED.has(error.zoomCode ?? 0);

/**
 * @param {ZoomTokenError} error
 * @returns {boolean} whether it says nothing about the tokens
 */
const isPassing = (error) => NO_ANSWER.has(error.error) || (error.status ?? 0) >= 500;
