// The demo's backend, which the page posts the code to. The tokens stay here; the page gets the
// name of the person and the granted scopes.

import { createTokenHandler, ZoomTokenError } from "zoom-pkce/server";

/**
 * Creates the handler for `POST /api/zoom/token`.
 *
 * @param {object} zoom
 * @param {string} zoom.clientId
 * @param {string} zoom.clientSecret
 * @param {string[]} zoom.redirectUris The pages that may sign in.
 * @param {string} zoom.tokenUrl
 * @param {string} zoom.userUrl The URL of `GET /v2/users/me`.
 * @param {string[]} [zoom.origins] The origins of these pages. Default: the server's own origin.
 * @returns {(request: Request) => Promise<Response>}
 */
export function createBackend({ clientId, clientSecret, redirectUris, tokenUrl, userUrl, origins }) {
  return createTokenHandler({
    clientId,
    clientSecret,
    allowedRedirectUris: redirectUris,
    allowedOrigins: origins,
    tokenUrl,
    // A real backend stores the tokens, for example in the person's session.
    async onTokens({ accessToken, scope }) {
      const response = await fetch(userUrl, {
        headers: { authorization: `Bearer ${accessToken}` },
        signal: AbortSignal.timeout(10_000),
      });
      if (!response.ok) throw new Error(`${userUrl} answered with HTTP status ${response.status}`);
      const { display_name, first_name, last_name } = await response.json();
      return { name: display_name || [first_name, last_name].filter(Boolean).join(" "), scope };
    },
    onError(error) {
      const hasHint = error instanceof ZoomTokenError;
      console.error(hasHint ? `token request: ${error.message}` : error);
    },
  });
}
