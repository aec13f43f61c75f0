/**
 * The backend's half of `zoom-pkce`: exchanges authorization codes for tokens, refreshes and
 * revokes tokens, takes people through adding the app, and decrypts the app context. It uses only
 * standard web APIs, so it runs on Node, Deno, Bun and Workers. It
 * needs the client secret: never load it in a page.
 *
 * @module zoom-pkce/server
 */

export { createAccountTokenSource } from "./account-token-source.js";
export { createCallbackHandler } from "./callback-handler.js";
export { createChallengeHandler } from "./challenge-handler.js";
export { decryptAppContext } from "./decrypt-app-context.js";
export { exchangeCode } from "./exchange-code.js";
export { createInstallHandler } from "./install-handler.js";
export { refreshAccessToken } from "./refresh-access-token.js";
export { requestAccountToken } from "./request-account-token.js";
export { requestDeepLink } from "./request-deep-link.js";
export { revokeToken } from "./revoke-token.js";
export { createTokenHandler } from "./token-handler.js";
export { createTokenRefresher } from "./token-refresher.js";
export { ZoomTokenError } from "./zoom-token-error.js";

/**
 * @typedef {import("./account-token-source.js").AccountTokenSourceOptions} AccountTokenSourceOptions
 */
/** @typedef {import("./account-token-source.js").AccountTokenSource} AccountTokenSource */
/** @typedef {import("./account-token-source.js").TokenSourceOptions} TokenSourceOptions */
/** @typedef {import("./app-context-claims.js").AppContext} AppContext */
/** @typedef {import("./app-context-claims.js").AppContextFields} AppContextFields */
/** @typedef {import("./arguments/client.js").AppCredentials} AppCredentials */
/** @typedef {import("./arguments/client.js").AnyClientOptions} AnyClientOptions */
/** @typedef {import("./arguments/client.js").TokenClientOptions} TokenClientOptions */
/** @typedef {import("./arguments/credentials.js").Credential} Credential */
/** @typedef {import("./callback-handler.js").CallbackHandlerOptions} CallbackHandlerOptions */
/** @typedef {import("./callback-handler.js").CallbackOptions} CallbackOptions */
/** @typedef {import("./challenge-handler.js").ChallengeContext} ChallengeContext */
/** @typedef {import("./challenge-handler.js").ChallengeHandlerOptions} ChallengeHandlerOptions */
/** @typedef {import("./code-verifier.js").GivenCodeVerifier} GivenCodeVerifier */
/** @typedef {import("./code-verifier.js").KeptCodeVerifier} KeptCodeVerifier */
/** @typedef {import("./decrypt-app-context.js").AppContextOptions} AppContextOptions */
/** @typedef {import("./decrypt-app-context.js").DecryptAppContextOptions} DecryptAppContextOptions */
/** @typedef {import("./exchange-code.js").AuthorizationCodeOptions} AuthorizationCodeOptions */
/** @typedef {import("./exchange-code.js").ExchangeCodeOptions} ExchangeCodeOptions */
/** @typedef {import("./install-handler.js").InstallHandlerOptions} InstallHandlerOptions */
/** @typedef {import("./install-handler.js").InstallOptions} InstallOptions */
/** @typedef {import("./install-start.js").KeptInstall} KeptInstall */
/** @typedef {import("./install-start.js").RestartMark} RestartMark */
/** @typedef {import("./install-start.js").StartOptions} StartOptions */
/** @typedef {import("./redirect-endpoint.js").DefaultAnswer} DefaultAnswer */
/** @typedef {import("./redirect-endpoint.js").Destination} Destination */
/** @typedef {import("./redirect-endpoint.js").FailureContext} FailureContext */
/** @typedef {import("./redirect-endpoint.js").InstallContext} InstallContext */
/** @typedef {import("./redirect-endpoint.js").PersonOptions} PersonOptions */
/**
 * @typedef {import("./refresh-access-token.js").RefreshAccessTokenOptions} RefreshAccessTokenOptions
 */
/** @typedef {import("./refresh-access-token.js").RefreshTokenOptions} RefreshTokenOptions */
/** @typedef {import("./request-account-token.js").AccountOptions} AccountOptions */
/**
 * @typedef {import("./request-account-token.js").RequestAccountTokenOptions} RequestAccountTokenOptions
 */
/** @typedef {import("./request-deep-link.js").DeepLinkOptions} DeepLinkOptions */
/** @typedef {import("./request-deep-link.js").LinkOptions} LinkOptions */
/** @typedef {import("./revoke-token.js").RevocationOptions} RevocationOptions */
/** @typedef {import("./revoke-token.js").RevokeTokenOptions} RevokeTokenOptions */
/** @typedef {import("./saved-tokens.js").SavedTokens} SavedTokens */
/** @typedef {import("./token-fields.js").TokenFields} TokenFields */
/** @typedef {import("./token-handler.js").TokenContext} TokenContext */
/** @typedef {import("./token-handler.js").TokenHandlerOptions} TokenHandlerOptions */
/** @typedef {import("./token-refresher.js").RefresherOptions} RefresherOptions */
/** @typedef {import("./token-refresher.js").TokenRefresherOptions} TokenRefresherOptions */
/** @typedef {import("./token-refresher.js").TokenRefresher} TokenRefresher */
/** @typedef {import("./token-request.js").AnyClientRequestOptions} AnyClientRequestOptions */
/** @typedef {import("./token-request.js").TokenRequestOptions} TokenRequestOptions */
/** @typedef {import("./token-store.js").TokenStore} TokenStore */
/** @typedef {import("./tokens.js").Tokens} Tokens */
/** @typedef {import("./zoom-token-error.js").ZoomTokenErrorDetails} ZoomTokenErrorDetails */
