// The ways in which a text is written inside another one.

/**
 * Encodes a text as the value of a form field (`application/x-www-form-urlencoded`). Half of a
 * surrogate pair becomes U+FFFD.
 *
 * @param {string} text
 * @returns {string} ASCII.
 */
export const formEncoded = (text) => `${new URLSearchParams({ "": text })}`.slice(1);

/**
 * Encodes a text as a component of a URL. Half of a surrogate pair becomes U+FFFD;
 * `encodeURIComponent` by itself throws.
 *
 * @param {string} text
 * @returns {string} ASCII.
 */
export const percentEncoded = (text) => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/**
 * Encodes a text as it stands between the quotation marks of a JSON string.
 *
 * @param {string} text
 * @returns {string}
 */
export const jsonEscaped = (text) => JSON.stringify(text).slice(1, -1);
