/** @import { OAuthLibrary } from "./library.js" */

/**
 * A request as the library reads it. Headers and parameters are picked by the caller, so that nothing reaches the library
 * that Zoom's endpoint would not look at.
 *
 * @param {OAuthLibrary} library
 * @param {string} method
 * @param {Record<string, string | undefined>} headers
 * @param {Record<string, string | undefined>} [body]
 */
export function oauthRequest(library, method, headers, body) {
  /** @type {Record<string, string>} */
  const given = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given[name] = value;
  if (body !== undefined) {
    given["content-type"] = "application/x-www-form-urlencoded";
    given["transfer-encoding"] = "chunked"; // What the library knows a request with a body by.
  }
  return new library.Request({ method, headers: given, query: {}, body });
}
