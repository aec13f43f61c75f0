import { json } from "./answers.js";
import { oauthRequest } from "./oauth-request.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./library.js" */
/** @import { Settings } from "./options.js" */

/**
 * `GET /v2/users/me` with a bearer token (RFC 6750 section 2.1).
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @returns {(request: Request) => Promise<Response>}
 */
export function usersMeEndpoint(library, server, { user }) {
  return async (request) => {
    const authorization = request.headers.get("authorization") ?? undefined;
    try {
      await server.authenticate(oauthRequest(library, "GET", { authorization }), new library.Response());
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      return json(401, { code: 124, message: "Invalid access token." });
    }
    return json(200, user);
  };
}
