// Zoom's numeric error codes: https://developers.zoom.us/docs/integrations/oauth-error-messages/

/** The client ID or the client secret is wrong. @type {ReadonlySet<number | undefined>} */
export const CREDENTIALS_INVALID = new Set([4702, 4704]);

export const GRANT_TYPE_UNSUPPORTED = 4705;
export const CREDENTIALS_MISSING = 4706;
export const REDIRECT_URI_MISMATCH = 4709;
export const CODE_EXPIRED = 4733;
export const CODE_INVALID = 4734;
export const REFRESH_TOKEN_NOT_FOUND = 4737;
export const REFRESH_TOKEN_USED_TOO_OFTEN = 4740;
export const TOKEN_REVOKED = 4741;

/** What to do about each code. @type {ReadonlyMap<number | undefined, string>} */
export const HINTS_BY_CODE = new Map([
  [
    4700,
    "Zoom's catch-all: a token was missing or something unexpected happened. Try again once; if it stays, report the code and the time to Zoom.",
  ],
  [GRANT_TYPE_UNSUPPORTED, "The token endpoint does not support this grant type for this app."],
  [
    CREDENTIALS_MISSING,
    "The client ID, the client secret or the grant type did not reach Zoom. A proxy that strips the Authorization header can do this.",
  ],
  [
    REDIRECT_URI_MISMATCH,
    "The redirect URI is missing or not the one Zoom expects: it must be on the app's OAuth allow list, with the same case, slash, query and fragment, and be the event's redirectUri unchanged. If the page's URL has a fragment, list it with and without, and let the page call authorize with redirectUri: location.href.",
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
  [CODE_EXPIRED, "The authorization code has expired: authorize again, and exchange the new code at once."],
  [CODE_INVALID, "The authorization code is not valid: authorize again for a new one."],
  [
    4735,
    "The person whom the token was issued for is gone, perhaps removed from the account: the app must be authorized again.",
  ],
  [REFRESH_TOKEN_NOT_FOUND, "Zoom does not find the refresh token: the person must authorize the app again."],
  [
    4738,
    "An admin has turned off the app's pre-approval for the people of the account: ask that admin, or Zoom.",
  ],
  [
    REFRESH_TOKEN_USED_TOO_OFTEN,
    "The refresh token was used more often than Zoom tolerates: use the one that came with the newest tokens, or ask Zoom.",
  ],
  [
    TOKEN_REVOKED,
    "The token has been revoked: with several authorizations only the tokens of the last one count. Use the newest, or let the person authorize the app again.",
  ],
]);
