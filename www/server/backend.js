// The demo's backend: what `forward` posts to. Tokens never go to the page: it gets a name and what was granted.

import { createTokenHandler, ZoomTokenError } from "zoom-pkce/server";

/**
 * @param {object} zoom
 * @param {string} zoom.clientId
 * @param {string} zoom.clientSecret
 * @param {string[]} zoom.redirectUris
 * @param {string} zoom.tokenUrl
 * @param {string} zoom.userUrl Where Zoom says who a token belongs to.
 * @param {string[]} [zoom.origins]
 */
export function createBackend({ clientId, clientSecret, redirectUris, tokenUrl, userUrl, origins }) {
  return createTokenHandler({
    clientId,
    clientSecret,
    allowedRedirectUris: redirectUris,
    allowedOrigins: origins,
    tokenUrl,
    // A real backend would now keep the tokens in the person's session.
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
      const isExplained = error instanceof ZoomTokenError;
      console.error(isExplained ? `token request: ${error.message}\n  ${error.hint ?? ""}` : error);
    },
  });
}
