// A backend for runtimes with the standard Request and Response. It makes pairs and challenges, and
// exchanges codes.

import { generatePkcePair, init } from "zoom-pkce";
import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";

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
  const challenge = createChallengeHandler({
    codeChallengeMethod: "S256",
    // The test reads the verifier from the cookie. A real backend encrypts it.
    keepCodeVerifier({ codeVerifier }, { headers }) {
      headers.append("set-cookie", "session=1");
      headers.append("set-cookie", `kept=${codeVerifier}`);
    },
  });
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/challenge") return challenge(request);
    if (pathname !== "/pair") return token(request);
    await init();
    return Response.json(generatePkcePair());
  };
}
