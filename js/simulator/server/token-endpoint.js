import { ZoomAnswer, invalidRequest, json } from "./answers.js";
import { basicHeader, checkCredentials, isPublicClient, readCredentials } from "./client-credentials.js";
import { explainInvalidCode } from "./explanations.js";
import { readForm, refuseQueryString } from "./form.js";
import { GRANT_TYPES } from "./model.js";
import { oauthRequest } from "./oauth-library.js";
import { ownUrl } from "./own-url.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { RememberedCode } from "./model.js" */
/** @import { OAuthLibrary } from "./oauth-library.js" */
/** @import { Settings } from "./options.js" */

/**
 * Creates the handler for `POST /oauth/token` (RFC 6749 section 3.2) with the rules and the answers
 * of Zoom: parameters in the body only, credentials by HTTP Basic only, and the grants
 * `authorization_code`, `refresh_token` and `account_credentials`. A public client sends its client
 * ID in the body, and with a code its code verifier.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @param {(code: string) => RememberedCode | undefined} recallCode Returns the facts
 *   about a code.
 * @returns {(request: Request) => Promise<Response>} Rejects with a {@link ZoomAnswer} for a
 *   refusal.
 */
export function tokenEndpoint(library, server, settings, recallCode) {
  return async (request) => {
    refuseQueryString(request);
    const form = await readForm(request);
    const credentials = isPublicClient(request, form, settings) ? undefined : readCredentials(request);
    const { grant_type, code, redirect_uri, code_verifier, refresh_token, scope, account_id } = form;
    if (grant_type === undefined) {
      throw new ZoomAnswer(400, "invalid_request", "Missing grant type.", { errorCode: 4706 });
    }
    if (grant_type === "authorization_code" && code === undefined) throw invalidRequest("Missing code.");
    if (credentials !== undefined) checkCredentials(credentials, settings);
    else if (grant_type === "authorization_code" && code_verifier === undefined) {
      throw invalidRequest("Missing code_verifier.", "a public client must send its code_verifier");
    }

    const headers = { authorization: credentials && basicHeader(credentials) };
    const client_id = credentials === undefined ? form.client_id : undefined;
    const body = {
      client_id,
      grant_type,
      code,
      redirect_uri,
      code_verifier,
      refresh_token,
      scope,
      account_id,
    };
    const requireClientAuthentication = { refresh_token: credentials !== undefined };
    const response = new library.Response();
    // Recalled before the library handles the request, because a refused attempt uses the code up.
    const remembered = code === undefined ? undefined : recallCode(code);
    try {
      await server.token(oauthRequest(library, "POST", headers, body), response, {
        requireClientAuthentication,
      });
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      throw refusal(form, remembered, credentials?.id ?? form.client_id);
    }
    const { access_token, refresh_token: nextRefreshToken, scope: granted } = response.body;
    return json(200, {
      access_token,
      token_type: "bearer",
      ...(nextRefreshToken !== undefined && { refresh_token: nextRefreshToken }),
      // Not the library's number: it is a second short.
      expires_in: settings.accessTokenLifetimeSeconds,
      scope: granted,
      api_url: ownUrl(request, settings),
    });
  };
}

/**
 * Returns Zoom's refusal for a request that the library has refused.
 *
 * @param {Record<string, string>} form
 * @param {RememberedCode | undefined} remembered
 * @param {string | undefined} clientId The client that asks.
 * @returns {ZoomAnswer}
 */
function refusal(form, remembered, clientId) {
  const { grant_type = "", code, account_id } = form;
  if (!GRANT_TYPES.includes(grant_type)) {
    const reason = "Grant type is not supported from token endpoint.";
    return new ZoomAnswer(400, "unsupported_grant_type", reason, { errorCode: 4705 });
  }
  // Zoom gives one answer for a wrong verifier, a wrong redirect URI, an expired code and a used
  // one.
  if (grant_type === "authorization_code") {
    return new ZoomAnswer(400, "invalid_grant", `Invalid authorization code ${code}`, {
      loggedReason: "Invalid authorization code [redacted]",
      explanation: explainInvalidCode(remembered, form, clientId),
    });
  }
  if (grant_type === "account_credentials" && account_id === undefined) {
    return invalidRequest("Missing account_id.");
  }
  const explanation =
    form.refresh_token === undefined
      ? "refresh_token is missing"
      : "no such refresh token was made since this server started, it was used before (each works once), or it has ended";
  return new ZoomAnswer(400, "invalid_grant", "Invalid Token!", { explanation });
}
