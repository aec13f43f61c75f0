// The fields that a page posts to the token endpoint of the backend.

import {
  CODE_RULE,
  CODE_VERIFIER_RULE,
  STATE_RULE,
  isCode,
  isCodeVerifier,
  isState,
} from "./arguments/sign-in.js";
import { explainRefusedRedirectUri } from "./redirect-uris.js";
import { invalidRequest } from "./request-checks.js";

/**
 * @typedef {object} TokenFields
 * The fields that `forward` of `zoom-pkce` posts, checked. They have the names of RFC 6749 section
 * 4.1.3 and RFC 7636 section 4.5.
 *
 * @property {string} code The authorization code: 1 to 4096 visible ASCII characters.
 * @property {string} [code_verifier] The code verifier: 43 to 128 characters. Left out if the
 *   backend keeps it.
 * @property {string} redirect_uri The redirect URI: one of `allowedRedirectUris`.
 * @property {string} [state] The `state`, as the page sent it: 1 to 4096 printable ASCII
 *   characters. The page has compared it with the event's.
 */

/**
 * Checks the fields of a request.
 *
 * @param {Map<string, unknown>} body The fields, unchecked. `null` counts as left out: some
 *   serializers write it.
 * @param {ReadonlySet<string>} redirectUris The redirect URIs that are allowed.
 * @returns {Readonly<TokenFields>} Frozen.
 * @throws {Refusal} 400; it names the field.
 */
export function checkFields(body, redirectUris) {
  const code = body.get("code");
  if (!isCode(code)) throw invalidRequest(`code ${CODE_RULE}.`);
  const codeVerifier = body.get("code_verifier") ?? undefined;
  if (codeVerifier !== undefined && !isCodeVerifier(codeVerifier)) {
    throw invalidRequest(`code_verifier ${CODE_VERIFIER_RULE}.`);
  }
  const redirectUri = body.get("redirect_uri");
  if (typeof redirectUri !== "string" || !redirectUris.has(redirectUri)) {
    throw invalidRequest(explainRefusedRedirectUri(redirectUri, [...redirectUris]), { isReported: true });
  }
  const state = body.get("state") ?? undefined;
  if (state !== undefined && !isState(state)) throw invalidRequest(`state ${STATE_RULE}.`);
  return Object.freeze({
    code,
    ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
    redirect_uri: redirectUri,
    ...(state !== undefined && { state }),
  });
}
