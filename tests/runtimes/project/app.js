// A backend for any runtime that speaks Request and Response: makes pairs, and exchanges codes.

import { generatePkcePair, init } from "zoom-pkce";
import { createTokenHandler } from "zoom-pkce/server";

/**
 * @param {{ TOKEN_URL: string, REDIRECT_URI: string }} env
 * @returns {(request: Request) => Promise<Response>}
 */
export function createApp({ TOKEN_URL, REDIRECT_URI }) {
  const token = createTokenHandler({
    clientId: "simulated-client-id",
    clientSecret: "simulated-client-secret",
    allowedRedirectUris: [REDIRECT_URI],
    tokenUrl: TOKEN_URL,
    onTokens: ({ scope }) => ({ scope }),
  });
  return async (request) => {
    if (new URL(request.url).pathname !== "/pair") return token(request);
    await init();
    return Response.json(generatePkcePair());
  };
}
