// What was wrong with a request, where Zoom's answer does not say it: for the developer's log. No secret gets into these.

import { createHash } from "node:crypto";

/** @import { RememberedCode } from "./model.js" */

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
const MAX_SHOWN_LENGTH = 150;

/** @param {string} verifier */
const s256 = (verifier) => createHash("sha256").update(verifier).digest("base64url");

/**
 * Text that a request may have had a hand in, for a log: in one line, and what is long may be a code or a token that got
 * there by mistake.
 *
 * @param {string} text
 */
export function shownText(text) {
  const shown = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/[^\s/]{32,}/g, "…");
  return shown.length > MAX_SHOWN_LENGTH ? `${shown.slice(0, MAX_SHOWN_LENGTH)}…` : shown;
}

/**
 * A redirect URI for a log: query and fragment may hold anything, such as the code of an earlier sign-in.
 *
 * @param {string} uri
 */
export function shownUri(uri) {
  if (!URL.canParse(uri)) return "no absolute URL";
  const { protocol, host, pathname, search, hash } = new URL(uri);
  return `${protocol}//${host}${shownText(pathname)}${search && "?…"}${hash && "#…"}`;
}

/**
 * @param {RememberedCode | undefined} remembered what was known of the code when the request came
 * @param {Record<string, string>} form
 * @returns {string} why the code was not exchanged
 */
export function explainInvalidCode(remembered, { redirect_uri, code_verifier }) {
  if (remembered === undefined) {
    return "no such code was made since this server started, or it is long over";
  }
  if (remembered.used) return "the code was used before: it works once, and a refused attempt uses it up too";
  if (remembered.expiresAt < new Date()) {
    return `the code expired: it lives ${remembered.lifetimeSeconds} seconds`;
  }
  const wrong = explainVerifier(remembered, code_verifier) ?? explainRedirectUri(remembered, redirect_uri);
  return wrong ?? "another request used the code at the same moment: it works once";
}

/**
 * @param {RememberedCode} remembered
 * @param {string | undefined} verifier
 */
function explainVerifier({ codeChallenge, codeChallengeMethod = "plain" }, verifier) {
  if (!codeChallenge) {
    return verifier === undefined
      ? undefined
      : "code_verifier came, but the code was asked for without a code challenge";
  }
  if (verifier === undefined) return "code_verifier is missing: the code was asked for with a code challenge";
  if (!VERIFIER.test(verifier)) {
    return "code_verifier is none: it must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)";
  }
  const expected = codeChallengeMethod === "S256" ? s256(verifier) : verifier;
  if (codeChallenge === expected) return undefined;
  if (codeChallengeMethod === "plain" && codeChallenge === s256(verifier)) {
    return "wrong challenge method: the challenge is the S256 of the verifier, but the client announced no method, which means plain";
  }
  if (codeChallengeMethod === "S256" && codeChallenge === verifier) {
    return "wrong challenge method: the challenge is the verifier itself (plain), but the client announced S256";
  }
  return "code_verifier does not match the code challenge that this code was asked for with";
}

/**
 * @param {RememberedCode} remembered
 * @param {string | undefined} given
 */
function explainRedirectUri({ redirectUri = "" }, given) {
  if (given === redirectUri) return undefined;
  const expected = `the code was asked for with ${shownUri(redirectUri)}, and both must be the same, character for character`;
  return given === undefined
    ? `redirect_uri is missing: ${expected}`
    : `redirect_uri is ${shownUri(given)}: ${expected}`;
}

/** @param {string | undefined} given */
export function explainRedirectNotAllowed(given) {
  return given === undefined
    ? "redirect_uri is missing"
    : `redirect_uri is ${shownUri(given)}, which is not on the allow list; it must be there character for character`;
}
