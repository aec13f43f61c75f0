import { ZoomAnswer, invalidClient, invalidRequest, json } from "./answers.js";
import { clientCredentials } from "./client-credentials.js";
import { explainInvalidCode } from "./explanations.js";
import { readForm } from "./form.js";
import { GRANTS } from "./model.js";
import { oauthRequest } from "./oauth-request.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./library.js" */
/** @import { RememberedCode } from "./model.js" */
/** @import { Settings } from "./options.js" */

/**
 * `POST /oauth/token` (RFC 6749 section 3.2), with Zoom's rules and in Zoom's shapes: parameters in the body alone, HTTP
 * Basic alone, the grants `authorization_code`, `refresh_token` and `account_credentials`.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @param {(code: string) => RememberedCode | undefined} recall
 * @returns {(request: Request) => Promise<Response>} rejects with a {@link ZoomAnswer} where it refuses
 */
export function tokenEndpoint(library, server, { basePath, clientId }, recall) {
  return async (request) => {
    if (request.url.includes("?")) {
      throw invalidRequest("Parameters belong in the body of the request, not in the query string.");
    }
    const form = await readForm(request);
    const { id, authorization } = clientCredentials(request);
    if (form.grant_type === undefined) {
      throw new ZoomAnswer(400, "invalid_request", "Missing grant type.", { errorCode: 4706 });
    }
    if (form.grant_type === "authorization_code" && form.code === undefined)
      throw invalidRequest("Missing code.");

    const { grant_type, code, redirect_uri, code_verifier, refresh_token, scope, account_id } = form;
    const body = { grant_type, code, redirect_uri, code_verifier, refresh_token, scope, account_id };
    const response = new library.Response();
    // Before the library looks: an attempt that fails uses the code up.
    const remembered = code === undefined ? undefined : recall(code);
    try {
      await server.token(oauthRequest(library, "POST", { authorization }, body), response);
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      if (error.name === "invalid_client") {
        throw invalidClient(`the client ${id === clientId ? "secret" : "ID"} is not the app's`);
      }
      throw refusal(form, remembered);
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
  };
}

/**
 * @param {Record<string, string>} form
 * @param {RememberedCode | undefined} remembered
 * @returns {ZoomAnswer} what Zoom says where the library refuses
 */
function refusal(form, remembered) {
  const { grant_type = "", code, account_id } = form;
  if (!GRANTS.includes(grant_type)) {
    const reason = "Grant type is not supported from token endpoint.";
    return new ZoomAnswer(400, "unsupported_grant_type", reason, { errorCode: 4705 });
  }
  // Zoom tells a wrong verifier, a wrong redirect URI, an old code and a used one all alike.
  if (grant_type === "authorization_code") {
    return new ZoomAnswer(400, "invalid_grant", `Invalid authorization code ${code}`, {
      shownReason: "Invalid authorization code [redacted]",
      explanation: explainInvalidCode(remembered, form),
    });
  }
  if (grant_type === "account_credentials" && account_id === undefined)
    return invalidRequest("Missing account_id.");
  const explanation =
    form.refresh_token === undefined
      ? "refresh_token is missing"
      : "no such refresh token was made since this server started, or it was used before: each works once";
  return new ZoomAnswer(400, "invalid_grant", "Invalid Token!", { explanation });
}
