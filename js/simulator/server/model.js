import { ExpiringMap } from "./expiring-map.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { Settings } from "./options.js" */

export const ACCESS_TOKEN_LIFETIME_SECONDS = 3600;
export const REFRESH_TOKEN_LIFETIME_SECONDS = 90 * 24 * 3600;
export const GRANTS = ["authorization_code", "refresh_token", "account_credentials"];

/** How long codes that are used up or over are remembered, so that a log can tell them from such as never were. */
const MEMORY_OF_ENDED_CODES_MS = 3600 * 1000;

/**
 * @typedef {object} RememberedCode
 * What is known of a code.
 *
 * @property {boolean} used
 * @property {Date} expiresAt
 * @property {number} lifetimeSeconds
 * @property {string} [redirectUri]
 * @property {string} [codeChallenge]
 * @property {string} [codeChallengeMethod] none was announced where it is left out
 */

/**
 * What the OAuth library asks its surroundings for: one app, one person, and a memory of codes and tokens.
 *
 * @param {Settings} settings
 */
export function createModel({ clientId, clientSecret, redirectUris, user, scope, codeLifetimeSeconds }) {
  const client = { id: clientId, redirectUris: [...redirectUris], grants: GRANTS };
  /** @type {ExpiringMap<OAuth2Server.AuthorizationCode & { used: boolean, endsAt: Date }>} */
  const codes = new ExpiringMap();
  /** @type {ExpiringMap<OAuth2Server.Token & { endsAt: Date }>} */
  const accessTokens = new ExpiringMap();
  /** @type {ExpiringMap<OAuth2Server.RefreshToken & { endsAt: Date }>} */
  const refreshTokens = new ExpiringMap();

  return {
    /**
     * @param {string} id
     * @param {string | null} secret `null` at the authorization endpoint, where no secret is due
     */
    async getClient(id, secret) {
      return id === clientId && (secret === null || secret === clientSecret) ? client : undefined;
    },

    async validateScope() {
      return [...scope];
    },

    /**
     * @param {Omit<OAuth2Server.AuthorizationCode, "client" | "user">} code
     * @param {OAuth2Server.Client} client
     * @param {OAuth2Server.User} user
     */
    async saveAuthorizationCode(code, client, user) {
      // Counted here: the library adds whole seconds to local time, which goes wrong where summer time ends.
      const expiresAt = new Date(Date.now() + codeLifetimeSeconds * 1000);
      const endsAt = new Date(expiresAt.getTime() + MEMORY_OF_ENDED_CODES_MS);
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
     * Not the library's: what is known of a code now, a copy.
     *
     * @param {string} code
     * @returns {RememberedCode | undefined}
     */
    recall(code) {
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
      // Of two who ask at the same time, one gets it.
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
      const saved = /** @type {OAuth2Server.Token} */ ({ ...token, client, user });
      const { accessToken, accessTokenExpiresAt = new Date(), refreshToken, refreshTokenExpiresAt } = saved;
      accessTokens.set(accessToken, { ...saved, endsAt: accessTokenExpiresAt });
      if (refreshToken !== undefined && refreshTokenExpiresAt !== undefined) {
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
     * Not the library's: ends a token. One of the person's ends all of theirs, as at Zoom, where that removes the app; one of
     * the account's ends alone.
     *
     * @param {string} token
     */
    revoke(token) {
      const isOfPerson = refreshTokens.get(token) ?? accessTokens.get(token)?.refreshToken;
      accessTokens.delete(token);
      if (!isOfPerson) return;
      accessTokens.deleteWhere(({ refreshToken }) => refreshToken !== undefined);
      refreshTokens.deleteWhere(() => true);
    },

    /** The person behind an account's own tokens. */
    async getUserFromClient() {
      return user;
    },
  };
}
