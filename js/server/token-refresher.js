// Access tokens of people, refreshed for however many requests need them.

import { RENEW_BEFORE_MS } from "../shared/limits.js";
import { argumentError, checkFunction, checkOptions } from "./arguments/basic.js";
import { TOKEN_CLIENT_OPTIONS, checkedTokenClient } from "./arguments/client.js";
import { checkRefused, checkRenewBefore } from "./arguments/tokens.js";
import { refreshAccessToken } from "./refresh-access-token.js";
import { createTokenArchive } from "./saved-tokens.js";
import { createRenewal } from "./token-renewal.js";

/** @import { SavedTokens } from "./saved-tokens.js" */
/** @import { AnyClientOptions } from "./arguments/client.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} RefresherOptions
 * What {@link createTokenRefresher} takes besides the credentials and limits of
 * {@link AnyClientOptions}.
 *
 * @property {(key: string) => SavedTokens | null | undefined | Promise<SavedTokens | null | undefined>} getTokens
 *   Returns the newest tokens saved under a key: those that `onTokens` got last, in this process or
 *   another. `undefined` or `null` if there are none.
 * @property {(tokens: Tokens, context: { key: string }) => unknown} onTokens Saves new tokens under
 *   their key: all of them, since the refresh token is new too. It may return a promise; `getToken`
 *   resolves after it. It should only replace what is there: if it inserts, a refresh brings back a
 *   session that was deleted meanwhile.
 * @property {number | undefined} [renewBeforeMs] How long before its end an access token is
 *   renewed, in milliseconds: 0 to 3000000; 60000 by default.
 */

/**
 * @typedef {AnyClientOptions & RefresherOptions} TokenRefresherOptions
 * What {@link createTokenRefresher} takes: the app's credentials, and where tokens are saved.
 */

/**
 * @typedef {object} TokenRefresher
 * Gives the tokens of people, refreshed.
 *
 * @property {(key: string, refused?: Pick<Tokens, "accessToken">) => Promise<SavedTokens>} getToken
 *   Resolves to the tokens saved under a key (a session, a person), refreshed if they end within
 *   `renewBeforeMs`. Given the tokens that Zoom's API refused (HTTP status 401), it refreshes them
 *   in any case, unless newer ones were saved meanwhile.
 */

const OPTIONS = [...TOKEN_CLIENT_OPTIONS, "getTokens", "onTokens", "renewBeforeMs"];

/**
 * Creates a refresher: it keeps the tokens of people fresh, for however many requests and
 * processes. Zoom's refresh tokens work once, so two refreshes with the same one would end a
 * session. The refresher prevents this:
 *
 * - Requests of one key at the same time share one refresh, and its tokens or its error.
 * - If processes refresh at the same time, the one that Zoom refuses waits for the tokens that the
 *   other saves. It waits up to twice `timeoutMs`, as long as the other may take for Zoom and for
 *   `onTokens`. A refresh token for which no tokens were saved by then is not tried again.
 * - New tokens are saved (`onTokens`) before `getToken` resolves to them. If that fails they are
 *   kept, and saved at the next call.
 * - If Zoom's answer is lost, the saved tokens stay as they are. `getToken` resolves to them until
 *   they end; then its error says what to do.
 *
 * A public client leaves `clientSecret` out, as for {@link exchangeCode}.
 *
 * After an `invalid_grant`, delete what is saved: the person must authorize the app again.
 *
 * The refresher runs only when it is called: no timer keeps a process alive.
 *
 * @param {TokenRefresherOptions} options The app's credentials, and where tokens are saved.
 * @returns {TokenRefresher} The refresher.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule. `getToken`
 *   rejects with what {@link refreshAccessToken} does, with `no_tokens` if none are saved or they
 *   have no refresh token, and with `store_failed` if `getTokens` or `onTokens` failed or took
 *   longer than `timeoutMs`.
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
  checkOptions(options, "createTokenRefresher", OPTIONS);
  const { getTokens, onTokens, renewBeforeMs = RENEW_BEFORE_MS } = options;
  const { client, readCredentials } = checkedTokenClient(options, { mayBePublic: true });
  checkFunction("getTokens", getTokens);
  checkFunction("onTokens", onTokens);
  checkRenewBefore(renewBeforeMs);

  const archive = createTokenArchive({ getTokens, onTokens }, client.timeoutMs);
  const refresh = async (/** @type {string} */ refreshToken) =>
    refreshAccessToken({ ...client, ...(await readCredentials()), refreshToken });
  const renew = createRenewal(refresh, archive, { renewBeforeMs, timeoutMs: client.timeoutMs });
  /** The call of each key that others join. @type {Map<string, Promise<SavedTokens>>} */
  const running = new Map();

  /**
   * @param {string} key
   * @param {string | undefined} refused The access token that Zoom's API refused.
   */
  async function start(key, refused) {
    const own = renew(key, refused);
    running.set(key, own);
    try {
      return await own;
    } finally {
      running.delete(key);
    }
  }

  return {
    async getToken(key, refused) {
      if (typeof key !== "string" || key === "") throw argumentError("key", "must be a non-empty string");
      checkRefused(refused);
      const joined = running.get(key);
      if (joined !== undefined) {
        const tokens = await joined;
        if (tokens.accessToken !== refused?.accessToken) return tokens;
      }
      return running.get(key) ?? start(key, refused?.accessToken);
    },
  };
}
