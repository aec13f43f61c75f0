import {
  checkCode,
  checkCodeChallengeMethod,
  checkCodeVerifier,
  checkOptions,
  checkReceivedAt,
  checkRedirectUri,
} from "./arguments.js";
import { requestTokens } from "./token-request.js";

/** @import { TokenRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} AuthorizationCodeOptions
 * What {@link exchangeCode} takes besides {@link TokenRequestOptions}.
 *
 * @property {string} code the authorization code of `onAuthorized`; lives 10 minutes, works once
 * @property {string | undefined} [codeVerifier] the code verifier behind the code challenge given to `zoomSdk.authorize`; 43 to 128
 *   characters (RFC 7636 section 4.1)
 * @property {string} redirectUri the redirect URI of `onAuthorized`, unchanged
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] how the code challenge was made. It is not sent, Zoom keeps it with
 *   the code; it makes the hint of an `invalid_grant` precise
 * @property {number | undefined} [receivedAt] when the page got the code, in milliseconds since the epoch, as in the
 *   `Authorization` of `zoom-pkce`. It is not sent; with it the hint of an `invalid_grant` says how old the code was
 */

/**
 * @typedef {TokenRequestOptions & AuthorizationCodeOptions} ExchangeCodeOptions
 * What {@link exchangeCode} takes: the app's own credentials, and what the page has posted.
 */

/**
 * Exchanges an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5) at Zoom's token endpoint. Runs
 * on a backend: it needs the client secret. The parameters travel in the body
 * (https://developers.zoom.us/docs/integrations/oauth/).
 *
 * @param {ExchangeCodeOptions} options The app's own credentials, and what the page has posted.
 * @returns {Promise<Tokens>} What Zoom granted.
 * @throws {ZoomTokenError} always this one, see its `error` and `hint`; an argument that breaks a rule is an
 *   `invalid_argument`, and nothing is sent
 *
 * @example
 * import { exchangeCode } from "zoom-pkce/server";
 *
 * // `body` is what `forward` has posted, parsed.
 * const tokens = await exchangeCode({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 * tokens.tokenType; // => "bearer"
 * tokens.scope; // => "user:read:user zoomapp:inmeeting"
 * tokens.expiresAt > Date.now(); // => true
 */
export async function exchangeCode(options) {
  checkOptions(options, "exchangeCode");
  const { code, codeVerifier, redirectUri, codeChallengeMethod, receivedAt } = options;
  checkCode(code);
  checkCodeVerifier(codeVerifier);
  checkRedirectUri(redirectUri);
  checkCodeChallengeMethod(codeChallengeMethod);
  checkReceivedAt(receivedAt);
  const age = Date.now() - (receivedAt ?? NaN);

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
      sent: {
        codeVerifier: codeVerifier !== undefined,
        codeChallengeMethod,
        // A code from the future: the page's clock is wrong, and its age unknown.
        codeAgeMs: age >= 0 ? age : undefined,
      },
    },
  );
}
