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
]);

const CREDENTIALS =
  " Check both against the app's credentials in the Zoom App Marketplace; development and production have different ones.";

/**
 * @typedef {object} SentRequest
 * What was sent, as far as hints depend on it.
 *
 * @property {string} grantType
 * @property {boolean} codeVerifier whether a code verifier was sent
 * @property {"plain" | "S256" | undefined} [codeChallengeMethod] how the code challenge was made, where the caller said so
 */

/**
 * The causes of `invalid_grant` for an authorization code, likeliest first. Zoom answers all of them with one and the
 * same body, so what was sent is all there is to tell them apart.
 *
 * @param {SentRequest} sent
 * @returns {string}
 */
function invalidCodeHint({ codeVerifier, codeChallengeMethod }) {
  const causes = [];
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
  if (codeVerifier) causes.push("the code verifier belongs to another authorization request");
  causes.push(
    "the redirect URI is not exactly the page that called authorize: send the event's redirectUri unchanged",
    "the code is older than 10 minutes",
    "the code was used before: it works once, and a failed attempt may use it up too",
  );
  return `Likely causes, the likeliest first: ${causes.map((cause, index) => `(${index + 1}) ${cause}`).join("; ")}.`;
}

/**
 * @param {string} error the `error` string of the answer
 * @param {number | undefined} zoomCode
 * @param {SentRequest} sent
 * @returns {string | undefined} what to do about an answer of the token endpoint; `undefined` where nothing is known
 */
export function hintFor(error, zoomCode, sent) {
  const known = zoomCode === undefined ? undefined : BY_ZOOM_CODE.get(zoomCode);
  if (known !== undefined) return zoomCode === 4702 || zoomCode === 4704 ? known + CREDENTIALS : known;
  if (error === "invalid_grant" && sent.grantType === "authorization_code") return invalidCodeHint(sent);
  if (error === "invalid_client") return BY_ZOOM_CODE.get(4702) + CREDENTIALS;
  return undefined;
}
