// What Zoom's numbers mean, by Zoom's page "OAuth error messages". js/server/zoom-codes.js says what to
// do about each.

/** @type {ReadonlyMap<number, string>} */
export const ZOOM_CAUSES = new Map([
  [4700, "Zoom's catch-all: a token was empty, or something unexpected happened."],
  [4702, "The client ID or the client secret is wrong, or the app does not exist."],
  [4704, "The client ID or the client secret is wrong, or the app does not exist."],
  [4705, "The token endpoint does not support the grant type."],
  [4706, "The client ID, the client secret or the grant type is missing."],
  [4709, "The redirect URI is missing, or not the one that Zoom expects."],
  [4711, "The scopes of the refresh token are not those that the app has now."],
  [4717, "The app is disabled."],
  [4724, "A JWT is not valid."],
  [4732, "Zoom could not make an authorization code."],
  [4733, "The authorization code has expired."],
  [4734, "The authorization code is not valid."],
  [4735, "The person whom the token was issued for does not exist any more."],
  [4737, "Zoom does not find the refresh token."],
  [4738, "The app's pre-approval for the people of the account is off."],
  [4740, "The refresh token was used too often."],
  [4741, "The token has been revoked."],
]);
