// The backend, which the page posts the code to. The tokens stay here; the page gets the name of
// the person.

import { createTokenHandler, ZoomTokenError } from "zoom-pkce/server";

const API_TIMEOUT_MS = 10_000;

/**
 * Creates the handler for `POST /api/zoom/token`.
 *
 * @param {object} zoom
 * @param {string} zoom.clientId
 * @param {string} zoom.clientSecret
 * @param {string[]} zoom.redirectUris The URLs of the pages that may sign in, exactly as on the
 *   app's OAuth allow list.
 * @param {string} [zoom.tokenUrl] Zoom's token endpoint.
 * @param {string} [zoom.userUrl] The URL of `GET /v2/users/me`.
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
    // The origins that the browser sees. Behind a tunnel or a proxy the server's own is another
    // one.
    allowedOrigins: redirectUris.map((uri) => new URL(uri).origin),
    tokenUrl,
    async onTokens({ accessToken }) {
      // Store the tokens here, in a session or a database. This example uses them only once.
      const response = await fetch(userUrl, {
        headers: { authorization: `Bearer ${accessToken}` },
        signal: AbortSignal.timeout(API_TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`${userUrl} answered with HTTP status ${response.status}`);
      const { display_name, first_name, last_name } = await response.json();
      return { name: display_name || [first_name, last_name].filter(Boolean).join(" ") };
    },
    onError(error) {
      const hasHint = error instanceof ZoomTokenError;
      console.error(hasHint ? error.message : error);
    },
  });
}
