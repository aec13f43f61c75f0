// Refusals of Zoom's that only the words of their reason tell apart: the number is missing, or it is
// the catch-all 4700.

/**
 * @param {string | undefined} reason
 * @returns {boolean} Whether Zoom refused the redirect URI: "Invalid redirect url", "Redirect URI
 *   mismatch".
 */
export const isRedirectUriMismatch = (reason) => /\bredirect[ _-]?ur[il]\b/i.test(String(reason));

/**
 * @param {string | undefined} reason
 * @returns {boolean} Whether Zoom refused a token: "Invalid Token!".
 */
export const isInvalidToken = (reason) => /^invalid token\b/i.test(String(reason));
