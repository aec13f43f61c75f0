import { ApiAnswer } from "./answers.js";
import { oauthRequest } from "./oauth-library.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./oauth-library.js" */

/**
 * Wraps the handler of an endpoint of Zoom's API, which needs a bearer token in the `Authorization`
 * header (RFC 6750 section 2.1).
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {(request: Request) => Promise<Response>} handler
 * @returns {(request: Request) => Promise<Response>} Rejects with an {@link ApiAnswer} if the token
 *   is missing, unknown or has ended.
 */
export function withBearerToken(library, server, handler) {
  return async (request) => {
    const authorization = request.headers.get("authorization") ?? undefined;
    try {
      await server.authenticate(oauthRequest(library, "GET", { authorization }), new library.Response());
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      const explanation = authorization?.toLowerCase().startsWith("bearer ")
        ? "no such access token was made since this server started, or it has ended"
        : "there is no Authorization header with a bearer token";
      throw new ApiAnswer(401, 124, "Invalid access token.", explanation);
    }
    return handler(request);
  };
}
