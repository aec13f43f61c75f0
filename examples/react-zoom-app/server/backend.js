// What the page posts its code to. Tokens never go to the page: it gets a name.

import { createTokenHandler, ZoomTokenError } from "zoom-pkce/server";

/**
 * @param {object} zoom
 * @param {string} zoom.clientId
 * @param {string} zoom.clientSecret
 * @param {string[]} zoom.redirectUris The pages that may sign in, as on the app's OAuth allow list.
 * @param {string} [zoom.tokenUrl]
 * @param {string} [zoom.userUrl] Where Zoom says who a token belongs to.
 * @returns {(request: Request) => Promise<Response>}
 */
export function createBackend({
  clientId,
  clientSecret,
  redirectUris,
  tokenUrl = "https://zoom.us/oauth/token",
  userUrl = "https://api.zoom.us/v2/users/me",
}) {
  return createTokenHandler({
    clientId,
    clientSecret,
    allowedRedirectUris: redirectUris,
    // Not the server's own: a tunnel or a proxy gives it its https address.
    allowedOrigins: redirectUris.map((uri) => new URL(uri).origin),
    tokenUrl,
    async onTokens({ accessToken }) {
      // Your app keeps the tokens here, in a session or a database. This one needs them only once.
      const response = await fetch(userUrl, {
        headers: { authorization: `Bearer ${accessToken}` },
        signal: AbortSignal.timeout(10_000),
      });
      if (!response.ok) throw new Error(`${userUrl} answered with HTTP status ${response.status}`);
      const { display_name, first_name, last_name } = await response.json();
      return { name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
    },
    onError(error) {
      const isExplained = error instanceof ZoomTokenError;
      console.error(isExplained ? `${error.message}\n  ${error.hint ?? ""}` : error);
    },
  });
}
