// What to do about a refusal of Zoom's, and about an answer that did not arrive. A hint may become
// an `error_description`, which RFC 6749 section 5.2 limits to printable ASCII without `"` and `\`.

import { CODE_LIFETIME_MS, SHORTEST_CODE_LIFETIME_MS } from "../shared/limits.js";
import {
  CODE_INVALID,
  CREDENTIALS_INVALID,
  CREDENTIALS_MISSING,
  GRANT_TYPE_UNSUPPORTED,
  HINTS_BY_CODE,
  REDIRECT_URI_MISMATCH,
} from "./zoom-codes.js";
import { isInvalidToken, isRedirectUriMismatch } from "./zoom-reasons.js";

/**
 * @typedef {"authorization_code" | "refresh_token" | "account_credentials" | "revoke"} GrantType
 * A grant type, or `revoke` for a revocation, which has none.
 */

/**
 * @typedef {object} SentRequest
 * What was sent, as far as hints depend on it.
 *
 * @property {GrantType} grantType
 * @property {boolean} [isPublicClient] Whether it was sent without a client secret.
 * @property {boolean} [codeVerifier] Whether a code verifier was sent.
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] How the code challenge was made,
 *   if the caller said so.
 * @property {number | undefined} [codeAgeMs] How old the code was, in milliseconds, if the caller
 *   said when it came.
 */

const WRONG_CREDENTIALS =
  "Zoom does not know this client ID and client secret together. Check both against the app's credentials in the Zoom App Marketplace; development and production have different ones.";

const PUBLIC_CLIENT =
  "No client secret was sent, because the option clientSecret is left out. Only a public client does that: check that the client ID is that of Use Public Client OAuth (Zoom App Marketplace). The app's other client ID needs its client secret.";

const ACCOUNT_APP =
  "Check that the account ID is that of the account the app belongs to, and that the app is a Server-to-Server OAuth app and activated (Zoom App Marketplace).";

const WRONG_SCOPES =
  "Check the app's scopes in the Zoom App Marketplace. If they have changed since the person consented, the person must authorize the app again.";

/**
 * The errors with which Zoom refuses a server-to-server app that is set up wrongly, often without a
 * number.
 */
const ACCOUNT_ERRORS = new Set([
  "invalid_request",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
]);

/** Zoom has one refusal for all of these causes. */
const INVALID_REFRESH_TOKEN = `${listed([
  "the refresh token was used before: it works once, and only the one that came with the newest tokens counts. Two refreshes at the same time and a refresh whose answer was lost use it up too",
  "the person has removed the app, or a token was revoked, which does the same",
  "the refresh token was issued to another app: development and production have different client IDs",
  "the refresh token has expired",
])} If no newer one was saved, the person must authorize the app again.`;

/** @type {Readonly<Record<GrantType, string>>} */
const LOST_ANSWER = {
  authorization_code: "The code may or may not be used up by now: authorize again for a new one.",
  refresh_token:
    "The refresh token may or may not be used up by now. Keep it and refresh once more: if that is an invalid_grant, Zoom had replaced it, the new one is lost, and the person must authorize the app again.",
  account_credentials: "Nothing is used up: ask again.",
  revoke: "The token may or may not be revoked by now: revoke it again.",
};

/**
 * Returns what to do about a refusal of Zoom's.
 *
 * @param {string} error The `error` string of the answer.
 * @param {number | undefined} zoomCode Zoom's numeric code, if the answer has one.
 * @param {SentRequest} sent
 * @param {string} [reason] Zoom's own words.
 * @returns {string | undefined} `undefined` if nothing is known about such a refusal.
 */
export function hintFor(error, zoomCode, sent, reason) {
  const { grantType } = sent;
  const isCodeSent = grantType === "authorization_code";
  const isAccountApp = grantType === "account_credentials";
  if (isCodeSent && isRedirectUriMismatch(reason)) return HINTS_BY_CODE.get(REDIRECT_URI_MISMATCH);
  if (grantType === "refresh_token" && isInvalidToken(reason)) return INVALID_REFRESH_TOKEN;
  if (zoomCode === CODE_INVALID && isCodeSent) return invalidCodeHint(sent);
  const isClientRefused = CREDENTIALS_INVALID.has(zoomCode) || error === "invalid_client";
  if (sent.isPublicClient && (isClientRefused || zoomCode === CREDENTIALS_MISSING)) return PUBLIC_CLIENT;
  if (CREDENTIALS_INVALID.has(zoomCode)) return WRONG_CREDENTIALS;
  const known = HINTS_BY_CODE.get(zoomCode);
  if (zoomCode === GRANT_TYPE_UNSUPPORTED && isAccountApp) return `${known} ${ACCOUNT_APP}`;
  if (known !== undefined) return known;
  if (error === "invalid_grant" && isCodeSent) return invalidCodeHint(sent);
  if (error === "invalid_grant" && grantType === "refresh_token") return INVALID_REFRESH_TOKEN;
  if (isClientRefused) return WRONG_CREDENTIALS;
  if (error === "invalid_scope" && (isCodeSent || grantType === "refresh_token")) return WRONG_SCOPES;
  if (isAccountApp && ACCOUNT_ERRORS.has(error)) return ACCOUNT_APP;
  return undefined;
}

/**
 * Returns what to do if no answer arrived, or none of Zoom's: Zoom may or may not have done what it
 * was asked.
 *
 * @param {SentRequest} sent
 * @returns {string}
 */
export const lostAnswerHint = ({ grantType }) => LOST_ANSWER[grantType];

/**
 * Lists the causes of `invalid_grant` for an authorization code. Zoom has one refusal for all of
 * them, so their order depends on what was sent.
 *
 * @param {SentRequest} sent
 * @returns {string}
 */
function invalidCodeHint({ codeVerifier, codeChallengeMethod, codeAgeMs = NaN }) {
  const shortest = minutes(SHORTEST_CODE_LIFETIME_MS);
  const longest = minutes(CODE_LIFETIME_MS);
  const age = minutes(codeAgeMs);
  const causes = [];
  if (age >= longest) {
    causes.push(`the code was ${age} minutes old, and lives ${longest} minutes: authorize again`);
  }
  if (codeChallengeMethod === "S256") {
    causes.push(
      "the code challenge was made with S256, and Zoom's in-client flow supports only plain: call authorize with codeChallengeMethod 'plain'",
    );
  }
  if (!codeVerifier) {
    causes.push("no code verifier was sent, and a code that was asked for with a code challenge needs it");
  }
  if (codeVerifier && codeChallengeMethod === undefined) {
    causes.push(
      "the code challenge was made with S256 (a SHA-256 hash), and Zoom's in-client flow supports only plain: call authorize with codeChallengeMethod 'plain'",
    );
  }
  if (age >= shortest && age < longest) {
    causes.push(
      `the code was ${age} minutes old, and Zoom's pages give it between ${shortest} and ${longest}: authorize again`,
    );
  }
  if (codeVerifier) causes.push("the code verifier belongs to another authorization request");
  causes.push(
    "the redirect URI is not exactly the page that called authorize: send the event's redirectUri unchanged",
  );
  if (Number.isNaN(age)) {
    causes.push(`the code is too old: Zoom's pages give it between ${shortest} and ${longest} minutes`);
  }
  causes.push("the code was used before: it works once, and a failed attempt may use it up too");
  return listed(causes);
}

/** @param {number} ms */
const minutes = (ms) => Math.floor(ms / 60_000);

/** @param {ReadonlyArray<string>} causes The likeliest first. */
export function listed(causes) {
  const numbered = causes.map((cause, index) => `(${index + 1}) ${cause}`);
  return `Likely causes, the likeliest first: ${numbered.join("; ")}.`;
}
