// The parameters of an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3), from
// Zoom's client or from the web, and the code that answers it.

import { printableText } from "../../shared/printable.js";
import { explainRedirectNotAllowed, isAllowedRedirectUri } from "./allow-list.js";
import { ZoomAnswer, invalidRequest } from "./answers.js";
import { oauthRequest } from "./oauth-library.js";
import { REDIRECT_URI_MISMATCH, REDIRECT_URI_MISMATCH_CODE } from "./redirect-uri-mismatch.js";

/** @import OAuth2Server from "@node-oauth/oauth2-server" */
/** @import { OAuthLibrary } from "./oauth-library.js" */
/** @import { Settings } from "./options.js" */

/** @typedef {Readonly<Record<string, string | undefined>>} Parameters */

/**
 * Checks which app asks.
 *
 * @param {string | undefined} id The client ID that was sent.
 * @param {Settings} settings
 * @throws {ZoomAnswer} If the client ID is not the app's.
 */
export function checkClientId(id, { clientId, publicClientId }) {
  if (id !== undefined && [clientId, publicClientId].includes(id)) return;
  const details = { errorCode: 4702, explanation: "the client ID of the page is not the app's" };
  throw new ZoomAnswer(400, "invalid_client", "Invalid client.", details);
}

/**
 * Checks which app asks, and where its answer goes. A request that fails here must not be answered
 * with a redirect (RFC 6749 section 4.1.2.1).
 *
 * @param {Parameters} parameters
 * @param {Settings} settings
 * @returns {string} The redirect URI.
 * @throws {ZoomAnswer} If the client ID is not the app's, or the redirect URI is not on its allow
 *   list.
 */
export function checkApp({ client_id, redirect_uri }, settings) {
  checkClientId(client_id, settings);
  if (redirect_uri === undefined || !isAllowedRedirectUri(redirect_uri, settings)) {
    const explanation = explainRedirectNotAllowed(redirect_uri, settings);
    const details = { errorCode: REDIRECT_URI_MISMATCH_CODE, explanation };
    throw new ZoomAnswer(400, "invalid_request", REDIRECT_URI_MISMATCH, details);
  }
  return redirect_uri;
}

/**
 * Checks the parameters that a code is made from.
 *
 * @param {Parameters} parameters
 * @throws {ZoomAnswer} If one is missing or not supported.
 */
export function checkCodeRequest({ response_type, state, code_challenge, code_challenge_method }) {
  if (response_type === undefined) throw invalidRequest("Missing response_type.");
  if (response_type !== "code") {
    throw new ZoomAnswer(400, "unsupported_response_type", "response_type must be code.");
  }
  if (state !== undefined && !/^[\x20-\x7e]+$/.test(state)) {
    throw invalidRequest("state must be printable ASCII (RFC 6749, appendix A.5).");
  }
  if (code_challenge_method === undefined) return;
  if (code_challenge === undefined)
    throw invalidRequest("code_challenge_method came without code_challenge.");
  if (code_challenge_method !== "S256" && code_challenge_method !== "plain") {
    const given = printableText(code_challenge_method);
    throw invalidRequest(`code_challenge_method '${given}' is not supported: it must be S256 or plain.`);
  }
}

/**
 * Creates the function that issues a code for a request that was checked.
 *
 * @param {OAuthLibrary} library
 * @param {OAuth2Server} server
 * @param {Settings} settings
 * @returns {(parameters: Parameters) => Promise<string>} Rejects with a {@link ZoomAnswer} if the
 *   library refuses the request.
 */
export function codeIssuer(library, server, { user }) {
  const options = { authenticateHandler: { handle: () => user }, allowEmptyState: true };
  return async ({ response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method }) => {
    const body = { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method };
    try {
      // The library's response is a redirect, which is ignored: each endpoint has its own answer.
      const code = await server.authorize(
        oauthRequest(library, "POST", {}, body),
        new library.Response(),
        options,
      );
      return code.authorizationCode;
    } catch (error) {
      if (!(error instanceof library.OAuthError) || error.code >= 500) throw error;
      throw new ZoomAnswer(error.code, error.name, error.message);
    }
  };
}
