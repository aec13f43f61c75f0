import { explainRedirectNotAllowed, isAllowedRedirectUri } from "./allow-list.js";
import { AuthorizeAnswer, ZoomAnswer, invalidRequest, json } from "./answers.js";
import { readForm } from "./form.js";
import { oauthRequest } from "./oauth-library.js";
import { REDIRECT_URI_MISMATCH, REDIRECT_URI_MISMATCH_CODE } from "./redirect-uri-mismatch.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./oauth-library.js" */
/** @import { Settings } from "./options.js" */

/** A page under development has another origin. Any origin is allowed: no secret is involved. */
const CORS_HEADERS = { "access-control-allow-origin": "*" };

const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
};

/**
 * Creates the handler for `POST /oauth/authorize`, the request of the Zoom client once the person
 * has agreed. The form has `response_type=code`, `client_id`, `redirect_uri` and, optionally,
 * `state`, `code_challenge` and `code_challenge_method` (RFC 6749 section 4.1.1, RFC 7636 section
 * 4.3). The answer is `{ code, redirect_uri }`.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @returns {(request: Request) => Promise<Response>} Rejects with a {@link ZoomAnswer} for a
 *   refusal.
 */
export function authorizeEndpoint(library, server, settings) {
  const { clientId, publicClientId, user } = settings;
  const authenticateHandler = { handle: () => user };

  /** @param {Request} request */
  async function authorize(request) {
    const form = await readForm(request);
    if (form.client_id === undefined || ![clientId, publicClientId].includes(form.client_id)) {
      const details = { errorCode: 4702, explanation: "the client ID of the page is not the app's" };
      throw new AuthorizeAnswer(400, "invalid_client", "Invalid client.", details);
    }
    if (!isAllowedRedirectUri(form.redirect_uri, settings)) {
      const explanation = explainRedirectNotAllowed(form.redirect_uri, settings);
      const details = { errorCode: REDIRECT_URI_MISMATCH_CODE, explanation };
      throw new AuthorizeAnswer(400, "invalid_request", REDIRECT_URI_MISMATCH, details);
    }
    if (form.code_challenge_method !== undefined && form.code_challenge === undefined) {
      throw invalidRequest("code_challenge_method came without code_challenge.");
    }
    const { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method } = form;
    const body = { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method };
    const options = { authenticateHandler, allowEmptyState: true };
    try {
      // The library's response is a redirect, which is ignored: the client hands the code to the
      // page.
      const code = await server.authorize(
        oauthRequest(library, "POST", {}, body),
        new library.Response(),
        options,
      );
      return json(200, { code: code.authorizationCode, redirect_uri });
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      throw new ZoomAnswer(error.code, error.name, error.message);
    }
  }

  return async (request) => {
    if (request.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { ...CORS_HEADERS, ...PREFLIGHT_HEADERS } });
    }
    try {
      const response = await authorize(request);
      for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value);
      return response;
    } catch (error) {
      if (error instanceof ZoomAnswer) Object.assign(error.headers, CORS_HEADERS);
      throw error;
    }
  };
}
