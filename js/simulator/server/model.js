import { isAllowedRedirectUri } from "./allow-list.js";
import { ExpiringMap } from "./expiring-map.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { Settings } from "./options.js" */

export const GRANT_TYPES = ["authorization_code", "refresh_token", "account_credentials"];

/** How long an expired code is remembered, so that the log can tell it from an unknown one. */
const EXPIRED_CODE_MEMORY_MS = 3600 * 1000;

/**
 * @typedef {object} RememberedCode
 * The facts about an authorization code.
 *
 * @property {boolean} used Whether it was sent to the token endpoint.
 * @property {Date} expiresAt
 * @property {number} lifetimeSeconds
 * @property {{ id: string }} client The app, by the client ID of the authorization request.
 * @property {string} [redirectUri]
 * @property {string} [codeChallenge]
 * @property {string} [codeChallengeMethod] As in the authorization request.
 */

/**
 * Returns the end of a lifetime that begins now. The library's own times are in whole seconds, and
 * wrong when summer time ends.
 *
 * @param {number} seconds
 */
const endOfLifetime = (seconds) => new Date(Date.now() + seconds * 1000);

/**
 * Creates the model of the OAuth library: one app, one person, and their codes and tokens, in
 * memory. The library calls all methods but `recallCode`, `revoke`,
 * `endAccessTokens` and `endTokens`.
 *
 * @param {Settings} settings
 */
export function createModel(settings) {
  const { clientId, clientSecret, publicClientId, redirectUris, user, scope } = settings;
  const { codeLifetimeSeconds, accessTokenLifetimeSeconds, refreshTokenLifetimeSeconds } = settings;
  const client = { id: clientId, redirectUris: [...redirectUris], grants: GRANT_TYPES };
  /** @type {ExpiringMap<OAuth2Server.AuthorizationCode & { used: boolean, endsAt: Date }>} */
  const codes = new ExpiringMap();
  /** @type {ExpiringMap<OAuth2Server.Token & { endsAt: Date }>} */
  const accessTokens = new ExpiringMap();
  /** @type {ExpiringMap<OAuth2Server.RefreshToken & { endsAt: Date }>} */
  const refreshTokens = new ExpiringMap();

  return {
    /**
     * @param {string} id
     * @param {string | null | undefined} secret `null` at the authorization endpoint, which needs
     *   no secret, `undefined` for a public client at the token endpoint.
     */
    async getClient(id, secret) {
      if (id === publicClientId && !secret) return { ...client, id };
      return id === clientId && (secret === null || secret === clientSecret) ? client : undefined;
    },

    /** @param {string} uri */
    async validateRedirectUri(uri) {
      return isAllowedRedirectUri(uri, settings);
    },

    /** Every token has all scopes of the app, independent of the request. */
    async validateScope() {
      return [...scope];
    },

    /**
     * @param {Omit<OAuth2Server.AuthorizationCode, "client" | "user">} code
     * @param {OAuth2Server.Client} client
     * @param {OAuth2Server.User} user
     */
    async saveAuthorizationCode(code, client, user) {
      const expiresAt = endOfLifetime(codeLifetimeSeconds);
      const endsAt = new Date(expiresAt.getTime() + EXPIRED_CODE_MEMORY_MS);
      const saved = /** @type {OAuth2Server.AuthorizationCode} */ ({
        ...code,
        expiresAt,
        client,
        user,
      });
      codes.set(saved.authorizationCode, { ...saved, used: false, endsAt });
      return saved;
    },

    /**
     * Returns the facts about a code, as a copy.
     *
     * @param {string} code
     * @returns {RememberedCode | undefined}
     */
    recallCode(code) {
      const remembered = codes.get(code);
      return remembered && { ...remembered, lifetimeSeconds: codeLifetimeSeconds };
    },

    /** @param {string} code */
    async getAuthorizationCode(code) {
      const remembered = codes.get(code);
      return remembered?.used ? undefined : remembered;
    },

    /** @param {OAuth2Server.AuthorizationCode} code */
    async revokeAuthorizationCode({ authorizationCode }) {
      const remembered = codes.get(authorizationCode);
      // Of two requests at the same time, only one gets `true`.
      if (remembered === undefined || remembered.used) return false;
      remembered.used = true;
      return true;
    },

    /**
     * @param {Omit<OAuth2Server.Token, "client" | "user">} token
     * @param {OAuth2Server.Client} client
     * @param {OAuth2Server.User} user
     */
    async saveToken(token, client, user) {
      const accessTokenExpiresAt = endOfLifetime(accessTokenLifetimeSeconds);
      const refreshTokenExpiresAt = endOfLifetime(refreshTokenLifetimeSeconds);
      const { accessToken, refreshToken } = token;
      const saved = /** @type {OAuth2Server.Token} */ ({
        ...token,
        accessTokenExpiresAt,
        ...(refreshToken !== undefined && { refreshTokenExpiresAt }),
        client,
        user,
      });
      accessTokens.set(accessToken, { ...saved, endsAt: accessTokenExpiresAt });
      if (refreshToken !== undefined) {
        refreshTokens.set(refreshToken, { ...saved, refreshToken, endsAt: refreshTokenExpiresAt });
      }
      return saved;
    },

    /** @param {string} token */
    async getAccessToken(token) {
      return accessTokens.get(token);
    },

    /** @param {string} token */
    async getRefreshToken(token) {
      return refreshTokens.get(token);
    },

    /** @param {OAuth2Server.RefreshToken} token */
    async revokeToken({ refreshToken }) {
      return refreshTokens.delete(refreshToken);
    },

    /**
     * Ends a token. A token of the person ends all tokens of the person, as at Zoom. A token of a
     * server-to-server app, which has no refresh token, ends alone.
     *
     * @param {string} token
     */
    revoke(token) {
      const belongsToPerson = refreshTokens.get(token) ?? accessTokens.get(token)?.refreshToken;
      accessTokens.delete(token);
      if (!belongsToPerson) return;
      accessTokens.deleteWhere(({ refreshToken }) => refreshToken !== undefined);
      refreshTokens.deleteWhere(() => true);
    },

    /** Ends all access tokens, as if their lifetime were over. */
    endAccessTokens() {
      accessTokens.deleteWhere(() => true);
    },

    /** Ends all access and refresh tokens. */
    endTokens() {
      accessTokens.deleteWhere(() => true);
      refreshTokens.deleteWhere(() => true);
    },

    /** Returns the person that the tokens of a server-to-server app belong to. */
    async getUserFromClient() {
      return user;
    },
  };
}
