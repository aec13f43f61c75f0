import { ZoomAnswer, invalidRequest, json } from "./answers.js";
import { clientCredentials } from "./client-credentials.js";
import { readForm } from "./form.js";
import { GRANTS } from "./model.js";
import { oauthRequest } from "./oauth-request.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./library.js" */
/** @import { Settings } from "./options.js" */

/**
 * `POST /oauth/token` (RFC 6749 section 3.2), with Zoom's rules and in Zoom's shapes: parameters in the body alone, HTTP
 * Basic alone, the grants `authorization_code`, `refresh_token` and `account_credentials`.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @returns {(request: Request) => Promise<Response>}
 */
export function tokenEndpoint(library, server, { basePath }) {
  /** @param {Request} request */
  async function issue(request) {
    if (request.url.includes("?")) {
      throw invalidRequest("Parameters belong in the body of the request, not in the query string.");
    }
    const form = await readForm(request);
    const authorization = clientCredentials(request);
    if (form.grant_type === undefined) {
      throw new ZoomAnswer(400, "invalid_request", "Missing grant type.", 4706);
    }
    if (form.grant_type === "authorization_code" && form.code === undefined)
      throw invalidRequest("Missing code.");

    const { grant_type, code, redirect_uri, code_verifier, refresh_token, scope, account_id } = form;
    const body = { grant_type, code, redirect_uri, code_verifier, refresh_token, scope, account_id };
    const response = new library.Response();
    try {
      await server.token(oauthRequest(library, "POST", { authorization }, body), response);
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      throw refusal(error, form);
    }
    const { access_token, refresh_token: next, expires_in, scope: granted } = response.body;
    return json(200, {
      access_token,
      token_type: "bearer",
      ...(next !== undefined && { refresh_token: next }),
      expires_in,
      scope: granted,
      api_url: new URL(request.url).origin + basePath,
    });
  }

  return (request) =>
    issue(request).catch((error) => {
      if (error instanceof ZoomAnswer) return error.toResponse();
      throw error;
    });
}

/**
 * @param {OAuth2Server.OAuthError} error
 * @param {Record<string, string>} form
 * @returns {ZoomAnswer} what Zoom says where the library says `error`
 */
function refusal(error, { grant_type = "", code, account_id }) {
  if (error.name === "invalid_client")
    return new ZoomAnswer(401, "invalid_client", "Invalid client secret.", 4702);
  if (!GRANTS.includes(grant_type)) {
    const reason = "Grant type is not supported from token endpoint.";
    return new ZoomAnswer(400, "unsupported_grant_type", reason, 4705);
  }
  // Zoom tells a wrong verifier, a wrong redirect URI, an old code and a used one all alike.
  if (grant_type === "authorization_code") {
    return new ZoomAnswer(400, "invalid_grant", `Invalid authorization code ${code}`);
  }
  if (grant_type === "account_credentials" && account_id === undefined)
    return invalidRequest("Missing account_id.");
  return new ZoomAnswer(400, "invalid_grant", "Invalid Token!");
}
