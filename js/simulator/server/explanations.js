// Explanations for the developer's log: what was wrong with a request, if Zoom's answer does not
// say it. They contain no secret.

import { createHash } from "node:crypto";

import { CODE_VERIFIER_PATTERN } from "../../shared/limits.js";
import { printableUrl } from "../../shared/printable.js";
import { urlDifferences } from "../../shared/url-difference.js";

/** @import { RememberedCode } from "./model.js" */

/**
 * The causes, in words that the log of the simulated server prints and that `zoom-pkce explain` finds
 * again. Some go on in the log with what belongs to the request.
 */
export const EXPLANATIONS = Object.freeze({
  codeUnknown: "no such code was made since this server started, or it expired long ago",
  codeUsed: "the code was used before: it works once, and a refused attempt uses it up too",
  codeExpired: "the code expired: it lives",
  otherClient: "the code was requested by the app's other client ID",
  codeRaced: "another request used the code at the same moment: it works once",
  verifierUnasked: "code_verifier came, but the code was requested without a code challenge",
  verifierMissing: "code_verifier is missing: the code was requested with a code challenge",
  verifierMalformed:
    "code_verifier is malformed: it must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)",
  challengeHashed:
    "wrong challenge method: the challenge is the S256 of the verifier, but the client announced no method, which means plain",
  challengePlain:
    "wrong challenge method: the challenge is the verifier itself (plain), but the client announced S256",
  verifierMismatch: "code_verifier does not match the code challenge of the authorization request",
  redirectUriMissing: "redirect_uri is missing",
  redirectUriOther: "and both must be the same, character for character",
});

/** @param {string} verifier */
const s256 = (verifier) => createHash("sha256").update(verifier).digest("base64url");

/**
 * Explains why a code was not exchanged.
 *
 * @param {RememberedCode | undefined} remembered The code before the request.
 * @param {Record<string, string>} form The parameters of the request.
 * @param {string | undefined} clientId The client that sent it.
 * @returns {string}
 */
export function explainInvalidCode(remembered, { redirect_uri, code_verifier }, clientId) {
  if (remembered === undefined) {
    return EXPLANATIONS.codeUnknown;
  }
  if (remembered.used) return EXPLANATIONS.codeUsed;
  if (remembered.expiresAt < new Date()) {
    return `${EXPLANATIONS.codeExpired} ${remembered.lifetimeSeconds} seconds`;
  }
  if (remembered.client.id !== clientId) return EXPLANATIONS.otherClient;
  return (
    explainVerifier(remembered, code_verifier) ??
    explainRedirectUri(remembered, redirect_uri) ??
    EXPLANATIONS.codeRaced
  );
}

/**
 * @param {RememberedCode} remembered
 * @param {string | undefined} verifier
 * @returns {string | undefined} `undefined` if the verifier matches the challenge.
 */
function explainVerifier({ codeChallenge, codeChallengeMethod = "plain" }, verifier) {
  if (!codeChallenge) {
    return verifier === undefined ? undefined : EXPLANATIONS.verifierUnasked;
  }
  if (verifier === undefined) return EXPLANATIONS.verifierMissing;
  if (!CODE_VERIFIER_PATTERN.test(verifier)) {
    return EXPLANATIONS.verifierMalformed;
  }
  const expected = codeChallengeMethod === "S256" ? s256(verifier) : verifier;
  if (codeChallenge === expected) return undefined;
  if (codeChallengeMethod === "plain" && codeChallenge === s256(verifier)) {
    return EXPLANATIONS.challengeHashed;
  }
  if (codeChallengeMethod === "S256" && codeChallenge === verifier) {
    return EXPLANATIONS.challengePlain;
  }
  return EXPLANATIONS.verifierMismatch;
}

/**
 * @param {RememberedCode} remembered
 * @param {string | undefined} given
 * @returns {string | undefined} `undefined` if the redirect URI is that of the authorization
 *   request.
 */
function explainRedirectUri({ redirectUri = "" }, given) {
  if (given === redirectUri) return undefined;
  const expected = `the code was requested with ${printableUrl(redirectUri)}, ${EXPLANATIONS.redirectUriOther}`;
  return given === undefined
    ? `${EXPLANATIONS.redirectUriMissing}: ${expected}`
    : `redirect_uri is ${printableUrl(given)}: ${expected}; it has ${urlDifferences(given, redirectUri).join(", ")}`;
}
