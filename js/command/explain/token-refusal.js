// Refusals of Zoom's token endpoint: its JSON, in whatever form a program has printed it.

import { hintFor } from "../../server/hints.js";
import { isInvalidToken, isRedirectUriMismatch } from "../../server/zoom-reasons.js";
import { PAGES } from "../shared/pages.js";
import { ZOOM_CAUSES } from "./zoom-causes.js";

/** @import { GrantType, SentRequest } from "../../server/hints.js" */
/** @import { Explanation } from "./explanation.js" */

/** The `error` strings of RFC 6749 section 5.2. The first one in a text counts. */
const ERROR =
  /\b(invalid_grant|invalid_client|unauthorized_client|unsupported_grant_type|invalid_scope|invalid_request)\b/;

/** A number of Zoom's, alone, in brackets, or after a word that says what it is. */
const NUMBER =
  /(?:\b(?:errorCode|error_code|zoomCode|code|error)\b["'‘’“”]?\s*[:=]?\s*["'‘’“”(]?|\bZoom (?:returned|answers|answered|says|said) |[[(]|^\s*(?=\d+\s*(?:$|[:,])))(4\d{3})\b/i;

const REASON =
  /["'‘’“”]?\b(?:reason|error_description|errorMessage|message)\b["'‘’“”]?\s*[:=]\s*["'‘’“”]?([^"‘’“”\n]+)/;

/** On Zoom's page for consent, the words come without JSON: "Invalid redirect url (4,700)". */
const MISMATCH = /\bredirect ur[il] mismatch\b|\binvalid redirect\b/i;
const INVALID_CODE = /\binvalid authorization code\b/i;
const INVALID_CLIENT = /\binvalid client(_id| id|\b)|\bclient id does not match\b/i;

/** What is known beside the number: the error, and Zoom's own words. */
const CAUSES = Object.freeze({
  invalid_client: "Zoom does not accept these client credentials.",
  unauthorized_client: "The app may not use this grant type.",
  unsupported_grant_type: "The token endpoint does not support this grant type for this app.",
  invalid_scope: "A scope is not one of the app's, or the person has not consented to it.",
});

const REFUSED_CODE = "Zoom refused the authorization code, and has this one answer for several causes.";
const REFUSED_REFRESH = "Zoom refused the refresh token, and has this one answer for several causes.";

const USE_PLAIN =
  "In the Zoom client the challenge method is plain: pass the code verifier itself as codeChallenge, unhashed, to zoomSdk.authorize, and the same verifier to the token endpoint. authorize of zoom-pkce does this by default. S256 is right outside of the client.";

const NEW_CODE =
  "Each attempt needs a new code. The log of npx zoom-pkce-simulator tells these causes apart.";

/**
 * @param {string} text
 * @returns {Explanation | undefined}
 */
export function recognizeTokenRefusal(text) {
  const number = Number(NUMBER.exec(text)?.[1]);
  const zoomCode = ZOOM_CAUSES.has(number) ? number : undefined;
  const reason = REASON.exec(text)?.[1];
  const says = [reason, text].find(
    (part) => part && (INVALID_CODE.test(part) || isInvalidToken(part.trim())),
  );
  const isMismatch = isRedirectUriMismatch(reason) || MISMATCH.test(text);
  const error = INVALID_CODE.test(text)
    ? "invalid_grant"
    : (ERROR.exec(text)?.[1] ?? (INVALID_CLIENT.test(text) ? "invalid_client" : undefined));
  if (error === undefined && zoomCode === undefined && !isMismatch && says === undefined) return undefined;

  const sent = readSent(text, says);
  const shownReason = isMismatch
    ? "Redirect URI mismatch"
    : says && isInvalidToken(says.trim())
      ? says.trim()
      : undefined;
  const hint = hintFor(error ?? "", zoomCode, sent, shownReason);
  const isCode = sent.grantType === "authorization_code";
  if (hint?.startsWith("Likely causes")) {
    return {
      id: isCode ? "invalid_grant" : "invalid_refresh_token",
      title: isCode
        ? "Zoom refused the authorization code (invalid_grant)"
        : "Zoom refused the refresh token",
      cause: `${isCode ? REFUSED_CODE : REFUSED_REFRESH} ${hint}`,
      remedy: isCode
        ? `${USE_PLAIN} If that is not it, go on with the next cause. ${NEW_CODE}`
        : "Keep the refresh token of the newest answer only, and refresh once at a time: createTokenRefresher of zoom-pkce/server does both.",
      page: isCode ? PAGES.invalidGrant : PAGES.tokens,
    };
  }
  if (hint === undefined) return undefined;
  const known = zoomCode ?? (isMismatch ? 4709 : undefined);
  const cause =
    known === undefined ? CAUSES[/** @type {keyof typeof CAUSES} */ (error)] : ZOOM_CAUSES.get(known);
  return {
    id: known === undefined ? String(error) : `zoom_${known}`,
    title: known === undefined ? `Zoom's token endpoint: ${error}` : `Zoom's ${known}`,
    cause: cause ?? "Zoom refused the request.",
    remedy: hint,
    page: pageFor(known, sent.grantType),
  };
}

/**
 * Reads what was sent, as far as hints depend on it.
 *
 * @param {string} text
 * @param {string | undefined} says Zoom's words about a code or a token.
 * @returns {SentRequest}
 */
function readSent(text, says) {
  return {
    grantType: grantTypeOf(text, says),
    codeVerifier: true,
    codeChallengeMethod: /\bS256\b|SHA-?256/i.test(text) ? "S256" : undefined,
  };
}

/**
 * @param {string} text
 * @param {string | undefined} says
 * @returns {GrantType}
 */
function grantTypeOf(text, says) {
  if (says && INVALID_CODE.test(says)) return "authorization_code";
  if (says) return "refresh_token";
  const named = /\bgrant_type\W{1,4}(authorization_code|refresh_token|account_credentials)\b/.exec(text)?.[1];
  if (named) return /** @type {GrantType} */ (named);
  return /\brefresh[ _]?token\b/i.test(text) ? "refresh_token" : "authorization_code";
}

/**
 * @param {number | undefined} zoomCode
 * @param {GrantType} grantType
 */
function pageFor(zoomCode = 0, grantType) {
  if ([4711, 4735, 4737, 4738, 4740, 4741].includes(zoomCode)) return PAGES.tokens;
  if ([4709, 4732, 4733, 4734].includes(zoomCode)) return PAGES.invalidGrant;
  return grantType === "account_credentials" ? PAGES.accountToken : PAGES.goesWrong;
}
