// Hints may end up in an `error_description`, which RFC 6749 section 5.2 keeps to printable ASCII without `"` and `\`.

/** What to do about Zoom's numeric codes, after https://developers.zoom.us/docs/integrations/oauth-error-messages/ */
const BY_ZOOM_CODE = new Map([
  [
    4700,
    "Zoom's catch-all: a token was missing or something unexpected happened. Try again once; if it stays, report the code and the time to Zoom.",
  ],
  [4702, "Zoom does not know this client ID and client secret together."],
  [4704, "Zoom does not know this client ID and client secret together."],
  [4705, "The token endpoint does not support this grant type for this app."],
  [
    4706,
    "The client ID, the client secret or the grant type did not reach Zoom. A proxy that strips the Authorization header can do this.",
  ],
  [
    4709,
    "The redirect URI is missing or not the one Zoom expects: it must be on the app's OAuth allow list, character for character.",
  ],
  [
    4711,
    "The refresh token was granted other scopes than the app has now: the person must authorize the app again.",
  ],
  [4717, "The app has been disabled: look at its status in the Zoom App Marketplace."],
  [4724, "Zoom got a JWT that is not valid: check how it is signed, and that it has not expired."],
  [
    4732,
    "Zoom could not make the authorization code, perhaps because a lookup service was down: authorize again, and report it to Zoom if it stays.",
  ],
  [4733, "The authorization code has expired: authorize again, and exchange the new code at once."],
  [4734, "The authorization code is not valid: authorize again for a new one."],
  [
    4735,
    "The person whom the token was issued for is gone, perhaps removed from the account: the app must be authorized again.",
  ],
  [4737, "Zoom does not find the refresh token: the person must authorize the app again."],
  [
    4738,
    "An admin has turned off the app's pre-approval for the people of the account: ask that admin, or Zoom.",
  ],
  [
    4740,
    "The refresh token was used more often than Zoom tolerates: use the one that came with the newest tokens, or ask Zoom.",
  ],
  [
    4741,
    "The token has been revoked: with several authorizations only the tokens of the last one count. Use the newest, or let the person authorize the app again.",
  ],
]);

const CREDENTIALS =
  " Check both against the app's credentials in the Zoom App Marketplace; development and production have different ones.";

const ACCOUNT_APP =
  "Check that the account ID is that of the account the app belongs to, and that the app is a Server-to-Server OAuth app and activated (Zoom App Marketplace).";

const MINUTE_MS = 60_000;

/** How long a code lives: Zoom's page on OAuth says 10 minutes, its page of error messages (4733) says 5. */
const CODE_LIFETIMES_MINUTES = { shortest: 5, longest: 10 };

/** @typedef {"authorization_code" | "refresh_token" | "account_credentials" | "revoke"} GrantType `revoke`: a revocation, which has no grant type */

/**
 * @typedef {object} SentRequest
 * What was sent, as far as hints depend on it.
 *
 * @property {GrantType} grantType
 * @property {boolean} [codeVerifier] whether a code verifier was sent
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] how the code challenge was made, where the caller said so
 * @property {number | undefined} [codeAgeMs] how old the code was, in milliseconds, where the caller said so
 */

/** @param {ReadonlyArray<string>} causes the likeliest first */
const listed = (causes) =>
  `Likely causes, the likeliest first: ${causes.map((cause, index) => `(${index + 1}) ${cause}`).join("; ")}.`;

/**
 * The causes of `invalid_grant` for an authorization code, likeliest first. Zoom answers all of them with one and the
 * same body, so what was sent is all there is to tell them apart.
 *
 * @param {SentRequest} sent
 * @returns {string}
 */
function invalidCodeHint({ codeVerifier, codeChallengeMethod, codeAgeMs = NaN }) {
  const { shortest, longest } = CODE_LIFETIMES_MINUTES;
  const ageMinutes = Math.floor(codeAgeMs / MINUTE_MS);
  const causes = [];
  if (ageMinutes >= longest) {
    causes.push(`the code was ${ageMinutes} minutes old, and lives ${longest} minutes: authorize again`);
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
  if (ageMinutes >= shortest && ageMinutes < longest) {
    causes.push(
      `the code was ${ageMinutes} minutes old, and Zoom's pages give it between ${shortest} and ${longest}: authorize again`,
    );
  }
  if (codeVerifier) causes.push("the code verifier belongs to another authorization request");
  causes.push(
    "the redirect URI is not exactly the page that called authorize: send the event's redirectUri unchanged",
  );
  if (Number.isNaN(ageMinutes)) causes.push(`the code is older than ${longest} minutes`);
  causes.push("the code was used before: it works once, and a failed attempt may use it up too");
  return listed(causes);
}

/** The causes of `invalid_grant` for a refresh token. Here too one body stands for all of them. */
const INVALID_REFRESH_TOKEN = `${listed([
  "the refresh token was used before: it works once, and only the one that came with the newest tokens counts. Two refreshes at the same time and a refresh whose answer was lost use it up too",
  "the person has removed the app, or a token was revoked, which does the same",
  "the refresh token was issued to another app: development and production have different client IDs",
  "the refresh token has expired",
])} If no newer one was saved, the person must authorize the app again.`;

/** What a server-to-server app gets wrong is answered under any of these names, often without a number. */
const ACCOUNT_ERRORS = new Set([
  "invalid_request",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
]);

/**
 * @param {string} error the `error` string of the answer
 * @param {number | undefined} zoomCode
 * @param {SentRequest} sent
 * @returns {string | undefined} what to do about a refusal of Zoom's; `undefined` where nothing is known
 */
export function hintFor(error, zoomCode, sent) {
  const { grantType } = sent;
  if (zoomCode === 4734 && grantType === "authorization_code") return invalidCodeHint(sent);
  const known = BY_ZOOM_CODE.get(zoomCode ?? NaN);
  if (zoomCode === 4705 && grantType === "account_credentials") return `${known} ${ACCOUNT_APP}`;
  if (known !== undefined) return zoomCode === 4702 || zoomCode === 4704 ? known + CREDENTIALS : known;
  if (error === "invalid_grant" && grantType === "authorization_code") return invalidCodeHint(sent);
  if (error === "invalid_grant" && grantType === "refresh_token") return INVALID_REFRESH_TOKEN;
  if (error === "invalid_client") return BY_ZOOM_CODE.get(4702) + CREDENTIALS;
  if (grantType === "account_credentials" && ACCOUNT_ERRORS.has(error)) return ACCOUNT_APP;
  return undefined;
}

/** @type {Readonly<Record<GrantType, string>>} */
const AFTERWARDS = {
  authorization_code: "The code may or may not be used up by now: authorize again for a new one.",
  refresh_token:
    "The refresh token may or may not be used up by now. Keep it and refresh once more: if that is an invalid_grant, Zoom had replaced it, the new one is lost, and the person must authorize the app again.",
  account_credentials: "Nothing is used up: ask again.",
  revoke: "The token may or may not be revoked by now: revoke it again.",
};

/**
 * @param {SentRequest} sent
 * @returns {string} what is to be done where the answer did not arrive, so that nobody knows whether Zoom did what it was
 *   asked
 */
export const lostAnswerHint = ({ grantType }) => AFTERWARDS[grantType];
