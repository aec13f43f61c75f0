import { argumentError, checkOptions } from "./arguments/basic.js";
import { TOKEN_REQUEST_OPTIONS, isPublicClient } from "./arguments/client.js";
import {
  checkCode,
  checkCodeChallengeMethod,
  checkCodeVerifier,
  checkReceivedAt,
} from "./arguments/sign-in.js";
import { checkRedirectUri } from "./arguments/urls.js";
import { requestTokens } from "./token-request.js";

/** @import { AnyClientRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} AuthorizationCodeOptions
 * What {@link exchangeCode} takes besides {@link AnyClientRequestOptions}.
 *
 * @property {string} code The authorization code of `onAuthorized`: 1 to 4096 visible ASCII
 *   characters. It works once, for 5 minutes by Zoom's newer pages and for 10 by older
 *   ones.
 * @property {string | undefined} [codeVerifier] The code verifier whose code challenge
 *   `zoomSdk.authorize` was given: 43 to 128 characters (RFC 7636 section 4.1). A public client
 *   must send it.
 * @property {string} redirectUri The redirect URI of `onAuthorized`, unchanged.
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] How the code challenge was made
 *   (RFC 7636 section 4.3). It is not sent: Zoom keeps it with the code. It makes the hint of an
 *   `invalid_grant` precise.
 * @property {number | undefined} [receivedAt] When the page received the code, in milliseconds
 *   since the epoch, as in the `Authorization` of `zoom-pkce`. It is not sent: with it the hint of
 *   an `invalid_grant` says how old the code was.
 */

/**
 * @typedef {AnyClientRequestOptions & AuthorizationCodeOptions} ExchangeCodeOptions
 * What {@link exchangeCode} takes: the app's credentials, and what the page has posted.
 */

const OPTIONS = [
  ...TOKEN_REQUEST_OPTIONS,
  "code",
  "codeVerifier",
  "redirectUri",
  "codeChallengeMethod",
  "receivedAt",
];

/**
 * Exchanges an authorization code for tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.5) at
 * Zoom's token endpoint (https://developers.zoom.us/docs/integrations/oauth/). It needs the client
 * secret, so it runs on a backend. The parameters are sent in the body of the request.
 *
 * A public client ("Use Public Client OAuth" in the Marketplace) has a client ID of its own and no
 * secret. Leave `clientSecret` out for it: then the client ID is sent in the body, there is no
 * `Authorization` header, and the code verifier is required. It is for sign-in on the web and in
 * native apps; Zoom does not say whether the in-client flow takes it.
 *
 * @param {ExchangeCodeOptions} options The app's credentials, and what the page has posted.
 * @returns {Promise<Tokens>} The tokens that Zoom granted.
 * @throws {ZoomTokenError} `invalid_argument` if an argument breaks a rule: then nothing was sent.
 *   `invalid_grant` if Zoom refused the code: the hint lists the likely causes.
 *   {@link ZoomTokenError} lists the others.
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
 * new URL(tokens.apiUrl).hostname.endsWith("zoom.us"); // => true
 */
export async function exchangeCode(options) {
  checkOptions(options, "exchangeCode", OPTIONS);
  const { code, codeVerifier, redirectUri, codeChallengeMethod, receivedAt } = options;
  checkCode(code);
  checkCodeVerifier(codeVerifier);
  checkRedirectUri(redirectUri);
  checkCodeChallengeMethod(codeChallengeMethod);
  checkReceivedAt(receivedAt);
  if (codeVerifier === undefined && isPublicClient(options)) {
    throw argumentError(
      "codeVerifier",
      "must be given if clientSecret is left out: a public client has no other proof (RFC 7636)",
    );
  }
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
        // A code from the future has an unknown age: the clock of the page is wrong.
        codeAgeMs: age >= 0 ? age : undefined,
      },
    },
  );
}
