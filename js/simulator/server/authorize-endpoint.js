import { ZoomAnswer, invalidRequest, json } from "./answers.js";
import { explainRedirectNotAllowed } from "./explanations.js";
import { readForm } from "./form.js";
import { oauthRequest } from "./oauth-request.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./library.js" */
/** @import { Settings } from "./options.js" */

/** Pages under development come from other ports. There is nothing here that a page could not have anyway. */
const CORS = { "access-control-allow-origin": "*" };

/**
 * `POST /oauth/authorize`: what the Zoom client does behind `zoomSdk.authorize` once the person has agreed. The form
 * carries `response_type=code`, `client_id`, `redirect_uri` and, where there is one, `state`, `code_challenge` and
 * `code_challenge_method` (RFC 6749 section 4.1.1, RFC 7636 section 4.3); the answer is `{ code, redirect_uri }`.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @returns {(request: Request) => Promise<Response>} rejects with a {@link ZoomAnswer} where it refuses
 */
export function authorizeEndpoint(library, server, { clientId, redirectUris, user }) {
  const authenticateHandler = { handle: () => user };

  /** @param {Request} request */
  async function authorize(request) {
    const form = await readForm(request);
    if (form.client_id !== clientId) {
      const details = { errorCode: 4702, explanation: "the client ID of the page is not the app's" };
      throw new ZoomAnswer(400, "invalid_client", "Invalid client.", details);
    }
    if (form.redirect_uri === undefined || !redirectUris.includes(form.redirect_uri)) {
      const details = { errorCode: 4709, explanation: explainRedirectNotAllowed(form.redirect_uri) };
      throw new ZoomAnswer(400, "invalid_request", "Redirect URI mismatch.", details);
    }
    if (form.code_challenge_method !== undefined && form.code_challenge === undefined) {
      throw invalidRequest("code_challenge_method came without code_challenge.");
    }
    const { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method } = form;
    const body = { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method };
    const options = { authenticateHandler, allowEmptyState: true };
    try {
      // The library writes a redirect into its response; the client hands the code to the page instead.
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
      const preflight = {
        "access-control-allow-methods": "POST",
        "access-control-allow-headers": "content-type",
      };
      return new Response(null, { status: 204, headers: { ...CORS, ...preflight } });
    }
    try {
      const response = await authorize(request);
      for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
      return response;
    } catch (error) {
      if (error instanceof ZoomAnswer) Object.assign(error.headers, CORS);
      throw error;
    }
  };
}
