import {
  checkCode,
  checkCodeChallengeMethod,
  checkCodeVerifier,
  checkOptions,
  checkRedirectUri,
} from "./arguments.js";
import { requestTokens } from "./token-request.js";

/** @import { TokenRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * What {@link exchangeCode} takes besides {@link TokenRequestOptions}.
 *
 * @typedef {object} AuthorizationCodeOptions
 * @property {string} code the authorization code of `onAuthorized`; lives 10 minutes, works once
 * @property {string | undefined} [codeVerifier] the code verifier behind the code challenge given to `zoomSdk.authorize`; 43 to 128
 *   characters (RFC 7636 section 4.1)
 * @property {string} redirectUri the redirect URI of `onAuthorized`, unchanged
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] how the code challenge was made. It is not sent, Zoom keeps it with
 *   the code; it makes the hint of an `invalid_grant` precise
 */

/** @typedef {TokenRequestOptions & AuthorizationCodeOptions} ExchangeCodeOptions */

/**
 * Exchanges an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5) at Zoom's token endpoint. Runs
 * on a backend: it needs the client secret.
 *
 * @param {ExchangeCodeOptions} options
 * @returns {Promise<Tokens>}
 * @throws {ZoomTokenError} always this one, see its `error` and `hint`; an argument that breaks a rule is an
 *   `invalid_argument`, and nothing is sent
 *
 * @example
 * const { accessToken, refreshToken, expiresAt } = await exchangeCode({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 */
export async function exchangeCode(options) {
  checkOptions(options, "exchangeCode");
  const { code, codeVerifier, redirectUri, codeChallengeMethod } = options;
  checkCode(code);
  checkCodeVerifier(codeVerifier);
  checkRedirectUri(redirectUri);
  checkCodeChallengeMethod(codeChallengeMethod);

  return requestTokens(
    options,
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
    },
    {
      secrets: [code, codeVerifier],
      sent: { codeVerifier: codeVerifier !== undefined, codeChallengeMethod },
    },
  );
}
