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
 *   the refresh token too is new. Nobody gets them before it is done; may give a promise
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

/** How long to look for what another process saves that was faster, in milliseconds. */
const LOOK_AGAIN_AFTER_MS = [0, 50, 150, 300, 500];

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
 * - of processes, the one that Zoom refuses takes what the other has saved;
 * - new tokens are saved (`onTokens`) before anybody gets them. Where that fails they are kept, and saved at the next call;
 * - where Zoom's answer is lost, the saved tokens stay as they are, and the error says what that means.
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
 *   onTokens: async (tokens, { key }) => void sessions.set(key, tokens),
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
  /** New tokens that could not be saved, and the refresh token they replace. @type {Map<string, { tokens: Tokens, replaced: string }>} */
  const unsaved = new Map();

  /** @param {string} key */
  async function load(key) {
    const tokens = await callStore("getTokens", timeoutMs, [], STORE_HINT, () => getTokens(key));
    if (tokens === undefined || tokens === null) return undefined;
    if (typeof tokens.accessToken !== "string" || !Number.isFinite(tokens.expiresAt)) {
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
   * @param {string} replaced
   */
  async function save(key, tokens, replaced) {
    unsaved.set(key, { tokens, replaced });
    const secrets = [tokens.accessToken, tokens.refreshToken, replaced];
    await callStore("onTokens", timeoutMs, secrets, UNSAVED_HINT, () => onTokens(tokens, { key }));
    unsaved.delete(key);
    return tokens;
  }

  /**
   * @param {string} key
   * @param {string} refreshToken that Zoom has refused
   * @returns {Promise<SavedTokens | undefined>} what another process has got for it
   */
  async function savedByAnother(key, refreshToken) {
    for (const ms of LOOK_AGAIN_AFTER_MS) {
      if (ms > 0) await sleep(ms);
      const tokens = await load(key);
      if (tokens === undefined) return undefined;
      if (tokens.refreshToken !== refreshToken) return tokens;
    }
    return undefined;
  }

  /**
   * @param {string} key
   * @param {string | undefined} refused an access token
   * @returns {Promise<SavedTokens>}
   */
  async function obtain(key, refused) {
    let saved = await load(key);
    if (saved === undefined) throw noTokens("no tokens are saved under this key");
    const late = unsaved.get(key);
    // Where they replace another one, somebody has signed in again since.
    if (late !== undefined && late.replaced === saved.refreshToken) {
      saved = await save(key, late.tokens, late.replaced);
    }
    unsaved.delete(key);

    const { refreshToken } = saved;
    const isGood = saved.expiresAt - Date.now() > renewBeforeMs && saved.accessToken !== refused;
    if (isGood) return saved;
    if (!refreshToken) throw noTokens("the tokens saved under this key have no refresh token");
    /** @type {Tokens} */
    let tokens;
    try {
      tokens = await refreshAccessToken({ clientId, clientSecret, refreshToken, tokenUrl, fetch, timeoutMs });
    } catch (error) {
      const isUsed = error instanceof ZoomTokenError && error.error === "invalid_grant";
      const newer = isUsed ? await savedByAnother(key, refreshToken) : undefined;
      if (newer === undefined) throw error;
      return newer;
    }
    return save(key, tokens, refreshToken);
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
