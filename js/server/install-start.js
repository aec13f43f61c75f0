// The beginning of a sign-in by web redirect, for the person who adds the app.

import { KEPT_CODE_VERIFIER_LIFETIME_MS } from "../shared/limits.js";
import { checkFunction } from "./arguments/basic.js";
import { checkLifetime } from "./arguments/sign-in.js";
import { checkCallbackUri, checkEndpointUrl, endpointBeside } from "./arguments/urls.js";
import { codeChallengeOf, createCodeVerifier } from "./code-verifier.js";
import { redirectTo } from "./redirect-endpoint.js";
import { TOKEN_URL } from "./token-request.js";

/** @import { Secrets } from "./callbacks.js" */
/** @import { KeptCodeVerifier } from "./code-verifier.js" */
/** @import { InstallContext } from "./redirect-endpoint.js" */

/**
 * @typedef {object} RestartMark
 * What is kept with a code verifier for a web redirect.
 *
 * @property {boolean} isRestart Whether a callback without a `state` has led to this sign-in.
 */

/**
 * @typedef {KeptCodeVerifier & RestartMark} KeptInstall
 * What a backend keeps for a session while the person is at Zoom. It is a secret of the session,
 * and survives JSON.
 */

/**
 * @typedef {object} StartOptions
 * What begins a sign-in by web redirect.
 *
 * @property {string} redirectUri The public URL of the callback, exactly as on the app's OAuth
 *   allow list. It is never derived from a request: behind a proxy that ends TLS, a request names
 *   another one.
 * @property {(kept: KeptInstall, context: InstallContext) => unknown} keepCodeVerifier Keeps the
 *   values for this session, and drops those that the session had before. It may return a promise,
 *   which the answer waits for. What it returns is ignored. The callback gives it what
 *   `getCodeVerifier` gave, if that is to be kept on.
 * @property {string | undefined} [tokenUrl] Zoom's token endpoint, as for the callback:
 *   `https://zoom.us/oauth/token` by default.
 * @property {string | undefined} [authorizeUrl] Zoom's page for the person's consent: `https:`, or
 *   `http:` on a loopback host, without a query string. By default it is on the server of
 *   `tokenUrl`: `https://zoom.us/oauth/authorize`.
 * @property {number | undefined} [lifetimeMs] How long the code verifier is valid, in milliseconds;
 *   900000 by default.
 */

/** The options of {@link checkedStart}. */
export const START_OPTIONS = ["redirectUri", "keepCodeVerifier", "authorizeUrl", "lifetimeMs"];

const AUTHORIZE_PATH = "/oauth/authorize";

/**
 * Checks the options, and creates the function that begins a sign-in.
 *
 * @param {StartOptions} options
 * @returns `lifetimeMs` with its default, and `start`: keeps a new code verifier and `state`, and
 *   makes the redirect to Zoom (RFC 6749 section 4.1.1, RFC 7636 section 4.3). The challenge method
 *   is S256, which Zoom supports there.
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkedStart(options) {
  const { redirectUri, keepCodeVerifier, tokenUrl = TOKEN_URL } = options;
  const { lifetimeMs = KEPT_CODE_VERIFIER_LIFETIME_MS } = options;
  const authorizeUrl = options.authorizeUrl ?? endpointBeside(tokenUrl, "authorizeUrl", AUTHORIZE_PATH);
  checkCallbackUri(redirectUri);
  checkFunction("keepCodeVerifier", keepCodeVerifier);
  checkEndpointUrl("authorizeUrl", authorizeUrl);
  checkLifetime(lifetimeMs);

  /**
   * @param {{ clientId: string, isRestart: boolean }} signIn
   * @param {InstallContext} context
   * @param {Secrets} secrets
   */
  async function start({ clientId, isRestart }, context, secrets) {
    const kept = { ...createCodeVerifier("S256", lifetimeMs), isRestart };
    secrets.push(kept.codeVerifier, kept.state);
    const url = new URL(authorizeUrl);
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      state: kept.state,
      code_challenge: await codeChallengeOf(kept),
      code_challenge_method: kept.codeChallengeMethod,
    }).toString();
    await keepCodeVerifier(kept, context);
    return redirectTo(url.href);
  }

  return { start, lifetimeMs };
}
